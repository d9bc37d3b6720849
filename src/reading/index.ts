export { CSV_HEADER, readingToCsv, refusalToCsv } from "./csv.ts";
export { type RefusedFile, readingToJson, refusalToJson } from "./json.ts";
export { Model } from "./model.ts";
export { heatmapsToNpy } from "./npy.ts";
export { type FindingReading, type Heatmaps, heatmapOf, type Reading } from "./reading.ts";
