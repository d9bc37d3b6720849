import { type Command, Option } from "commander";
import type { ReadOptions } from "./run.ts";

/** `thorascope read`: radiographs to readings. */
export function addReadCommand(program: Command): void {
  program
    .command("read")
    .summary("read radiographs: probabilities, heatmaps, a page")
    .description(
      "Reads frontal chest radiographs (DICOM, PNG, JPEG, TIFF) and prints a calibrated probability for each of 14\n" +
        "findings. A file that can't be read is named with the reason, the others are read all the same;\n" +
        "the exit code is then 1.",
    )
    .argument("<paths...>", "files and folders")
    .option("--json", "one JSON object a line instead of the table", false)
    .option("--csv <file>", "write the probabilities to a CSV file instead of printing the table")
    .option("--heatmaps <folder>", "write a heatmap for each positive finding")
    .addOption(
      new Option("--heatmap-format <format>", "png: pictures; npy: raw values of all 14 findings")
        .choices(["png", "npy"])
        .default("png"),
    )
    .option("--all-heatmaps", "draw heatmaps of findings below their operating point too", false)
    .option("--report <folder>", "write a page with radiographs, probabilities and heatmaps")
    .option("--model <folder>", "a model's folder (default: the bundled model)")
    .option("--anyway", "read radiographs that the model refuses too; their readings say so", false)
    .option("--quiet", "no progress", false)
    .action(async (paths: string[], options: ReadOptions) => {
      const { runRead } = await import("./run.ts");
      await runRead(paths, options);
    });
}
