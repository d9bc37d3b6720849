import { type Command, Option } from "commander";
import { withRadiographOptions } from "../data-set-options.ts";
import { wholeNumber } from "../option-values.ts";

/** `CALIBRATION_METHODS` and `best`; written down so that help does not load them; a test compares. */
const METHODS = ["temperature", "platt", "beta", "isotonic", "best"];

/** `thorascope calibrate`: another calibration and other operating points for the same network. */
export function addCalibrateCommand(program: Command): void {
  const command = program
    .command("calibrate")
    .summary("fit calibration and operating points on radiographs of one's own")
    .description(
      "Reads labelled radiographs with a model, fits probabilities and operating points to their labels without training anything, measures both on patients they were not fitted on, says for which findings the cases are enough, and writes a new model. Without --images it only moves probabilities to other prevalences.",
    )
    .requiredOption("--out <folder>", "the new model's folder")
    .option("--model <folder>", "a model's folder, instead of the bundled model");
  withRadiographOptions(command, { needsImages: false })
    .addOption(
      new Option("--method <method>", "how logits become probabilities")
        .choices(METHODS)
        .default("platt"),
    )
    .option(
      "--operating-point <goals...>",
      "youden, sensitivity=0.9, specificity=0.9 or cost=10; for one finding Pneumothorax:sensitivity=0.95",
      ["youden"],
    )
    .option(
      "--prevalence <shares...>",
      "how frequent findings are where it will be used: Effusion=0.02, or a JSON file of such",
    )
    .option(
      "--only-enough",
      "take over only what the cases are enough for; other findings keep what they had",
      false,
    )
    .option("--name <name>", "the new model's name (default: the old one's)")
    .option("--folds <count>", "parts that patients are split into", wholeNumber, 5)
    .option("--replicates <count>", "bootstrap replicates", wholeNumber, 1000)
    .option("--seed <number>", "of the folds and the bootstrap", wholeNumber, 1)
    .option("--json", "machine-readable output", false)
    .option("--quiet", "no progress", false)
    .action(async (options) => (await import("./run.ts")).runCalibrate(options));
}
