/**
 * Label tables to records: one adapter for each public data set, splits by patient, statistics,
 * verification.
 *
 * @module
 */
export { ADAPTERS, findAdapter, recognizeDataset } from "./adapters/index.ts";
export { findNihTable, loadNihTable, nihTableAt } from "./adapters/nih.node.ts";
export { readNihTable } from "./adapters/nih.ts";
export { loadBoxTable, loadMask } from "./box-table.node.ts";
export type { FindingMarks, FindingMask } from "./box-table.ts";
export { count, type DatasetCode, DatasetError } from "./errors.ts";
export { relativeBox } from "./finding-shapes.ts";
export { patientFolds, patientSides } from "./folds.ts";
export { type ImageIndex, indexImages } from "./image-index.node.ts";
export { type LocatedImages, type LocatedRecord, locateImages } from "./images.node.ts";
export { type IndexedRecord, indexTable } from "./index-table.ts";
export {
  applyCorrections,
  correctionsTable,
  type LabelCorrection,
  parseCorrections,
} from "./label-corrections.ts";
export {
  type AdapterOptions,
  type DatasetAdapter,
  type DatasetLocation,
  type FindingBox,
  type LabelledDataset,
  type LeftOutRows,
  type OfficialSplit,
  UNCERTAIN_POLICIES,
  type UncertainPolicy,
} from "./labelled-dataset.ts";
export { type PixelCache, preparePixelCache } from "./pixel-cache.node.ts";
export { OPEN_DATASETS, type OpenDataset } from "./provider-download/archives.ts";
export {
  type DownloadedDataset,
  downloadDataset,
} from "./provider-download/download-dataset.node.ts";
export { labelsOf, type RadiographRecord } from "./records.ts";
export { loadFileList } from "./splits.node.ts";
export { type FileList, parseFileList, refusePatientOverlap, selectListed } from "./splits.ts";
export {
  type DatasetStatistics,
  datasetStatistics,
  type LabelCount,
  type ValueCount,
} from "./statistics.ts";
export type { Problem, Severity } from "./verification/problem.ts";
export { type VerificationReport, verifyDataset } from "./verification/verify.node.ts";
export { type WrittenSplit, writeSplit } from "./write-split.node.ts";
