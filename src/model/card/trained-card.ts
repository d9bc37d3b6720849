import { calibrationSection } from "./calibration.ts";
import { checklistSections } from "./checklists.ts";
import { dataSection } from "./data.ts";
import { decisionSection } from "./decisions.ts";
import type { CardDocument } from "./document.ts";
import type { CardEvidence, DescribedModel } from "./evidence.ts";
import { findingsSection } from "./findings.ts";
import { gateSection } from "./gate.ts";
import { heatmapSection } from "./heatmaps.ts";
import { identitySection } from "./identity.ts";
import { intendedUseSection } from "./intended-use.ts";
import { localizationSection } from "./localization.ts";
import { populationsOf } from "./populations.ts";
import { rankingSection } from "./ranking.ts";
import { robustnessSection } from "./robustness.ts";
import { settingsSection } from "./settings.ts";
import { subgroupSection } from "./subgroups.ts";
import { uncertaintySection } from "./uncertainty.ts";
import { unknownsSection } from "./unknowns.ts";

/** The card of a model that Thorascope trained: what it is and is not, and every figure that is known of it. */
export function trainedCard(model: DescribedModel, evidence: CardEvidence = {}): CardDocument {
  const populations = populationsOf(model, evidence.evaluations ?? []);
  const sections = [
    identitySection(model),
    intendedUseSection(model, populations),
    gateSection(model),
    dataSection(model, populations, evidence),
    rankingSection(model, populations),
    calibrationSection(model, populations),
    uncertaintySection(model, populations),
    decisionSection(populations),
    subgroupSection(populations),
    heatmapSection(model),
    localizationSection(populations),
    robustnessSection(evidence.robustness ?? []),
    findingsSection(model, populations),
    unknownsSection(model, populations),
    settingsSection(evidence),
    ...checklistSections({
      model,
      populations,
      robustness: evidence.robustness ?? [],
      run: evidence.run ?? null,
    }),
  ];
  return {
    title: model.title,
    subtitle: `${model.name} ${model.version}`,
    notice: CARD_NOTICE,
    sections: sections.filter((section) => section !== null),
  };
}

/** Stands on top of every card. */
export const CARD_NOTICE =
  "Research software, not a medical device: do not use it to diagnose or to decide on treatment.";
