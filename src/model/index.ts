export type { LinearLayer } from "../networks/index.ts";
export { modelCard } from "./card.ts";
export {
  type DecisionRule,
  type DecisionRules,
  decisionRules,
  networkOutputs,
} from "./decision.ts";
export {
  type CalibratedOutputDescription,
  type EvaluationSummary,
  type GateDescription,
  type ImportedModelDescription,
  type ModelDescription,
  type OutputDescription,
  parseModelDescription,
  type RankingDescription,
  type TrainedModelDescription,
  type UnwrittenDescription,
} from "./description.ts";
export { ModelError, type ModelErrorCode } from "./errors.ts";
export { addGate, type GateWeights } from "./gate-graph.ts";
export { IMAGE_KINDS, type ImageKind } from "./image-kinds.ts";
export { importBackbone } from "./import-backbone.ts";
export { type ImportedNetwork, type ImportRequest, importNetwork } from "./import-network.ts";
export { importedModelCard } from "./imported-card.ts";
export { findingOf } from "./labels.ts";
export { detectLayout, isLayout, LAYOUTS, type Layout, type LayoutName } from "./layouts.ts";
export { ensembleReadingGraph, type ReadingMember, readingGraph } from "./reading-graph.ts";
export { recalibrationInWords } from "./recalibration-card.ts";
export { fileNameOf, type PublishedWeights, publishedWeights, REGISTRY } from "./registry.ts";
export { markVersion } from "./version-mark.ts";
