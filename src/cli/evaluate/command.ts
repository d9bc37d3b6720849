import type { Command } from "commander";
import { withRadiographOptions } from "../data-set-options.ts";
import { wholeNumber } from "../option-values.ts";

/** `thorascope evaluate`: how good a model is on labelled radiographs. */
export function addEvaluateCommand(program: Command): void {
  const command = program
    .command("evaluate")
    .summary("measure how good a model is on labelled radiographs")
    .description(
      "Reads the radiographs of a data set with a model and compares what it says with their labels: ranking, calibration, decisions and subgroups, each with its interval and counts; and where its heatmaps point, on radiographs with boxes.",
    );
  withRadiographOptions(command, { needsImages: true })
    .option("--model <folder>", "a model's folder, instead of the bundled model")
    .option("--against <folder>", "a second model, to compare on the same radiographs")
    .option(
      "--boxes <table>",
      "compare heatmaps with the boxes or masks of this table, instead of the data set's own",
    )
    .option("--no-boxes", "compare no heatmaps, though the data set has boxes")
    .option("--replicates <count>", "bootstrap replicates", wholeNumber, 1000)
    .option("--seed <number>", "of the bootstrap", wholeNumber, 1)
    .option("--report <folder>", "write a page with pictures too")
    .option("--anyway", "count radiographs too that the model's gate refuses", false)
    .option("--json", "machine-readable output", false)
    .option("--quiet", "no progress", false)
    .action(async (options) => (await import("./run.ts")).runEvaluate(options));
}
