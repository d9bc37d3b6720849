import type { Command } from "commander";
import { withRadiographOptions } from "../data-set-options.ts";
import { count } from "../option-values.ts";

/** `thorascope robustness`: what becomes of a model's figures when radiographs are disturbed. */
export function addRobustnessCommand(program: Command): void {
  const command = program
    .command("robustness")
    .summary("measure what disturbed radiographs do to a model")
    .description(
      "Reads the radiographs of a data set as they are and disturbed in many ways (resolution, JPEG, noise, greys, markers, borders, rotation), each from mild to severe, and measures what that does to ranking, calibration and decisions.",
    );
  withRadiographOptions(command, { needsImages: true })
    .option("--model <folder>", "a model's folder, instead of the bundled model")
    .option("--only <names>", "these disturbances alone, with commas between, e.g. jpeg,rotation")
    .option("--limit <count>", "so many radiographs, drawn by chance", count)
    .option("--replicates <count>", "bootstrap replicates", count, 1000)
    .option("--seed <number>", "of bootstrap, draws and noise", count, 1)
    .option("--report <folder>", "write a page with pictures too")
    .option("--json", "machine-readable output", false)
    .option("--quiet", "no progress", false)
    .action(async (options) => (await import("./run.ts")).runRobustness(options));
}
