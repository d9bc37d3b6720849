export { caseToLocalize, type MarkedFinding } from "./case-to-localize.ts";
export { CSV_HEADER, readingToCsv, refusalToCsv } from "./csv.ts";
export { refusalOf } from "./gate.ts";
export { type RefusedFile, readingToJson, refusalToJson } from "./json.ts";
export { type GatedScores, Model, type ReadOptions, type Scores } from "./model.ts";
export { heatmapsFromNpy, heatmapsToNpy } from "./npy.ts";
export { radiographsToEvaluate } from "./radiographs-to-evaluate.ts";
export { type FindingReading, type Heatmaps, heatmapOf, type Reading } from "./reading.ts";
export { type ScoreTable, scoreTable } from "./score-table.ts";
