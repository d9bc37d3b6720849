import type { DescribedModel } from "../card/evidence.ts";
import type { CardPopulation } from "../card/populations.ts";
import type { CardRobustness } from "../card/robustness-file.ts";
import type { RunProvenance } from "../card/run-provenance.ts";

/** What a reporting checklist can be filled from. */
export interface ReportFacts {
  readonly model: DescribedModel;
  readonly populations: readonly CardPopulation[];
  readonly robustness: readonly CardRobustness[];
  readonly run: RunProvenance | null;
}

/** How far an item is answered, and by what, or who has to. */
export interface Answer {
  readonly state: "filled" | "partly" | "remains" | "does not apply";
  readonly text: string;
}

/** What is known for an item of some topic. */
export type Answering = (facts: ReportFacts) => Answer;

export interface ChecklistItem {
  /** As published. */
  readonly number: string;
  /** In our words; the published text counts. */
  readonly topic: string;
  readonly answer: Answering;
}

export interface Checklist {
  readonly name: string;
  readonly citation: string;
  readonly items: readonly ChecklistItem[];
}

export function filled(text: string): Answer {
  return { state: "filled", text };
}

export function partly(text: string): Answer {
  return { state: "partly", text };
}

export function remains(text: string): Answer {
  return { state: "remains", text };
}

export function doesNotApply(text: string): Answer {
  return { state: "does not apply", text };
}

/** An item of a checklist. */
export function item(number: string, topic: string, answer: Answering): ChecklistItem {
  return { number, topic, answer };
}
