import { displayName } from "../../findings/index.ts";
import {
  type ImportedModelDescription,
  type ModelDescription,
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
    ...recalibrationLines(description),
    "",
    "imported" in description ? importedLines(description) : trainedLines(description),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Where calibration and operating points come from, if not from training. */
function recalibrationLines({ recalibration }: ModelDescription): string[] {
  if (recalibration === undefined) return [];
  const { from, fitted } = recalibration;
  const where =
    fitted === null
      ? "moved to other prevalences"
      : `fitted on ${fitted.population}: ${fitted.radiographs} radiographs of ${fitted.patients} patients, by ${fitted.method}, for ${fitted.operatingPoint}`;
  return [`made of ${from.name} ${from.version}; calibration and operating points ${where}`];
}

function trainedLines(description: TrainedModelDescription): string {
  const { training } = description;
  return [
    `learned from ${training.dataset}; ${training.network}, recipe ${training.recipe}, seed ${training.seed}`,
    "",
    rankingLines(description),
  ].join("\n");
}

function importedLines({ findings, imported, recalibration }: ImportedModelDescription): string {
  const { source, architecture, layout, inputRange } = imported;
  return [
    `imported from ${source.file}, SHA-256 ${source.sha256}`,
    `${architecture}, layout ${layout}, range of grey ${inputRange}`,
    `licence: ${source.licence ?? "not known"}`,
    ...(recalibration === undefined ? ["not measured, not calibrated, no operating points"] : []),
    "",
    ...findings.map(({ finding, label, output }) => {
      const isLeftOut = recalibration !== undefined && output === undefined;
      const known = isLeftOut ? `${label}, left out: not calibrated` : label;
      return `${displayName(finding).padEnd(20)}${label === null ? "- not known to it" : known}`;
    }),
  ].join("\n");
}
