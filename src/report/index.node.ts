/**
 * Overlays, pictures and pages.
 *
 * @module
 */
export type { Picture } from "../page/picture.ts";
export { plotSvg } from "../page/plot-svg.ts";
export { drawText } from "./caption.node.ts";
export { statisticsPictures } from "./dataset-page/pictures.ts";
export { writeStatisticsPage } from "./dataset-page/write-statistics-page.node.ts";
export type { EvaluationResult } from "./evaluation-page/evaluation-result.ts";
export { figure, intervalOnly, outputName, withInterval } from "./evaluation-page/figures.ts";
export type {
  DrawableCase,
  LocalizationResult,
} from "./evaluation-page/localization-result.ts";
export { marksInWords } from "./evaluation-page/localization-words.ts";
export {
  type Bar,
  evaluationPictures,
  intervals,
  reliabilityPicture,
} from "./evaluation-page/pictures.ts";
export { writeEvaluationPage } from "./evaluation-page/write-evaluation-page.node.ts";
export { drawHeatmap } from "./heatmap-picture.node.ts";
export { writeLabelReview } from "./label-review/write-label-review.node.ts";
export { modelCardHtml, writeModelCard } from "./model-card/write-model-card.node.ts";
export { greyToRgb, overlayHeatmap } from "./overlay.ts";
export { openReportFolder, type ReportFolder } from "./report-folder.node.ts";
export type {
  DisturbanceResult,
  DisturbedLevel,
  RobustnessResult,
} from "./robustness-page/robustness-result.ts";
export { percent, robustnessSummary } from "./robustness-page/summary.ts";
export { writeRobustnessPage } from "./robustness-page/write-robustness-page.node.ts";
export { findingInWords, probabilityInWords, RESEARCH_NOTICE } from "./words.ts";
