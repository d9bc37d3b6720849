export { ADAPTERS, findAdapter, recognizeDataset } from "./adapters/index.ts";
export { type DatasetCode, DatasetError } from "./errors.ts";
export { patientFolds } from "./folds.ts";
export { type LocatedImages, type LocatedRecord, locateImages } from "./images.node.ts";
export { findNihTable, loadNihTable } from "./adapters/nih.node.ts";
export { readNihTable } from "./adapters/nih.ts";
export { labelsOf, type RadiographRecord } from "./records.ts";
export { loadFileList } from "./splits.node.ts";
export { type FileList, parseFileList, refusePatientOverlap, selectListed } from "./splits.ts";
