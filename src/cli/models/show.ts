import { displayName } from "../../findings/index.ts";
import {
  type ImportedModelDescription,
  readModelFolder,
  type TrainedModelDescription,
} from "../../model/index.node.ts";
import { BUNDLED_MODEL } from "../../reading/index.node.ts";
import { rankingLines } from "../train/summary.ts";

/** `thorascope models show`. */
export async function runShow(
  folder: string = BUNDLED_MODEL,
  { json }: { json: boolean },
): Promise<void> {
  const { description } = await readModelFolder(folder);
  if (json) {
    process.stdout.write(`${JSON.stringify(description, null, 2)}\n`);
    return;
  }
  const { name, version, title, graph, input, heatmaps } = description;
  const lines = [
    title,
    `${name} ${version}, SHA-256 ${graph.sha256}`,
    `sees ${input.size} x ${input.size} pixels; heatmaps of ${heatmaps.rows} x ${heatmaps.columns} cells (${heatmaps.method})`,
    "",
    "imported" in description ? importedLines(description) : trainedLines(description),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function trainedLines(description: TrainedModelDescription): string {
  const { training } = description;
  return [
    `learned from ${training.dataset}; ${training.network}, recipe ${training.recipe}, seed ${training.seed}`,
    "",
    rankingLines(description),
  ].join("\n");
}

function importedLines({ findings, imported }: ImportedModelDescription): string {
  const { source, architecture, layout, inputRange } = imported;
  return [
    `imported from ${source.file}, SHA-256 ${source.sha256}`,
    `${architecture}, layout ${layout}, range of grey ${inputRange}`,
    `licence: ${source.licence ?? "not known"}`,
    "not measured, not calibrated, no operating points",
    "",
    ...findings.map(
      ({ finding, label }) => `${displayName(finding).padEnd(20)}${label ?? "- not known to it"}`,
    ),
  ].join("\n");
}
