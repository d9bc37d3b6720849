export type { LinearLayer } from "../networks/index.ts";
export type { CardBlock, CardDocument, CardPicture } from "./card/document.ts";
export { type CardEvaluation, parseEvaluation } from "./card/evaluation-file.ts";
export type { CardEvidence } from "./card/evidence.ts";
export { cardMarkdown } from "./card/markdown.ts";
export { cardOf, importedModelCard, modelCard } from "./card/model-card.ts";
export { parseRunProvenance, type RunProvenance } from "./card/run-provenance.ts";
export {
  type DecisionRule,
  type DecisionRules,
  decisionRules,
  networkOutputs,
  statesSpread,
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
export { findingOf } from "./labels.ts";
export { detectLayout, isLayout, LAYOUTS, type Layout, type LayoutName } from "./layouts.ts";
export {
  ensembleReadingGraph,
  heatmapCells,
  type ReadingMember,
  readingGraph,
} from "./reading-graph.ts";
export { fileNameOf, type PublishedWeights, publishedWeights, REGISTRY } from "./registry.ts";
export { markVersion } from "./version-mark.ts";
