export { modelCard } from "./card.ts";
export {
  type EvaluationSummary,
  type ModelDescription,
  type OutputDescription,
  parseModelDescription,
  type RankingDescription,
} from "./description.ts";
export { ModelError, type ModelErrorCode } from "./errors.ts";
export { type LinearLayer, readingGraph } from "./reading-graph.ts";
