import type { Finding } from "../../../../src/findings/index.ts";
import type { FindingReading } from "../../api/types.ts";
import { type Verdict, verdictOf } from "../findings/verdict.ts";

/** Which finding somebody looks at, and what they want to see of its heatmap. */
export interface HeatmapChoice {
  readonly chosen: Finding | null;
  /** No heatmap at all for now, whatever is chosen. */
  readonly isHidden: boolean;
  /** Findings whose heatmap was asked for although they do not reach their operating point. */
  readonly anyway: readonly Finding[];
}

/** What is seen of the chosen finding's heatmap, and if nothing, why. */
export type ShownHeatmap =
  | { readonly kind: "nothingChosen" }
  | { readonly kind: "shown"; readonly finding: Finding; readonly isAnyway: boolean }
  | { readonly kind: "hidden"; readonly finding: Finding }
  | { readonly kind: "withheld"; readonly finding: Finding; readonly verdict: Verdict }
  | { readonly kind: "missing"; readonly finding: Finding };

/** Before anything is chosen: the radiograph is seen bare. */
export const NOTHING_CHOSEN: HeatmapChoice = { chosen: null, isHidden: false, anyway: [] };

/** Chooses a finding; the one that is chosen already is put back. */
export function choose(choice: HeatmapChoice, finding: Finding): HeatmapChoice {
  const chosen = choice.chosen === finding ? null : finding;
  return { ...choice, chosen, isHidden: false };
}

/** Chooses the finding that stands `step` places further in a list, which does not go round. */
export function chooseNext(
  choice: HeatmapChoice,
  listed: readonly Finding[],
  step: 1 | -1,
): HeatmapChoice {
  const at = choice.chosen === null ? -1 : listed.indexOf(choice.chosen);
  const from = at === -1 && step === -1 ? listed.length : at;
  const next = listed[Math.min(listed.length - 1, Math.max(0, from + step))];
  return next === undefined ? choice : { ...choice, chosen: next };
}

/** Hides the heatmap, or shows it again. */
export function toggleHidden(choice: HeatmapChoice): HeatmapChoice {
  return { ...choice, isHidden: !choice.isHidden };
}

/** Shows the chosen finding's heatmap although the finding does not reach its operating point, or no longer. */
export function toggleAnyway(choice: HeatmapChoice): HeatmapChoice {
  const { chosen, anyway } = choice;
  if (chosen === null) return choice;
  const others = anyway.filter((finding) => finding !== chosen);
  const isShown = others.length < anyway.length;
  return { ...choice, isHidden: false, anyway: isShown ? others : [...anyway, chosen] };
}

/** What of a choice is seen over a reading. */
export function shownHeatmap(
  { chosen, isHidden, anyway }: HeatmapChoice,
  findings: readonly FindingReading[],
): ShownHeatmap {
  const reading = findings.find(({ finding }) => finding === chosen);
  if (reading === undefined) return { kind: "nothingChosen" };
  const { finding } = reading;
  const verdict = verdictOf(reading);
  if (verdict === "notRead") return { kind: "missing", finding };
  const isAnyway = !reading.positive;
  if (isAnyway && !anyway.includes(finding)) return { kind: "withheld", finding, verdict };
  return isHidden ? { kind: "hidden", finding } : { kind: "shown", finding, isAnyway };
}
