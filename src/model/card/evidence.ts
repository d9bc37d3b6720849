import type { TrainedModelDescription } from "../description.ts";
import type { CardEvaluation } from "./evaluation-file.ts";
import type { CardRobustness } from "./robustness-file.ts";
import type { RunProvenance } from "./run-provenance.ts";

/** What a card may know beside a model's description. */
export interface CardEvidence {
  /** Of this model, checked: `parseEvaluation`. */
  readonly evaluations?: readonly CardEvaluation[];
  /** What disturbances do to it, checked: `parseRobustness`. */
  readonly robustness?: readonly CardRobustness[];
  /** How the run went that the model came from. */
  readonly run?: RunProvenance | null;
}

/** A description with or without its graph: a card is also written before the graph is. */
export type DescribedModel = Omit<TrainedModelDescription, "graph"> &
  Partial<Pick<TrainedModelDescription, "graph">>;
