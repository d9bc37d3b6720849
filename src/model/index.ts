export { modelCard } from "./card.ts";
export { type DecisionRule, type DecisionRules, decisionRules } from "./decision.ts";
export {
  type EvaluationSummary,
  type ImportedModelDescription,
  type ModelDescription,
  type OutputDescription,
  parseModelDescription,
  type RankingDescription,
  type TrainedModelDescription,
  type UnwrittenDescription,
} from "./description.ts";
export { ModelError, type ModelErrorCode } from "./errors.ts";
export { type LinearLayer, readingGraph } from "./reading-graph.ts";
