import type { ImportedModelDescription, ModelDescription } from "../description.ts";
import type { CardDocument } from "./document.ts";
import type { CardEvidence, DescribedModel } from "./evidence.ts";
import { importedCard } from "./imported-card.ts";
import { cardMarkdown } from "./markdown.ts";
import { trainedCard } from "./trained-card.ts";

/** The card of any model, to be rendered. */
export function cardOf(model: ModelDescription, evidence: CardEvidence = {}): CardDocument {
  return "imported" in model ? importedCard(model, evidence) : trainedCard(model, evidence);
}

/** The card of a model that Thorascope trained, in Markdown. */
export function modelCard(model: DescribedModel, evidence: CardEvidence = {}): string {
  return cardMarkdown(trainedCard(model, evidence));
}

/** The card of an imported network, in Markdown. */
export function importedModelCard(
  model: Omit<ImportedModelDescription, "graph"> & Partial<Pick<ImportedModelDescription, "graph">>,
): string {
  return cardMarkdown(importedCard(model));
}
