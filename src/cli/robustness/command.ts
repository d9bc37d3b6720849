import { type Command, InvalidArgumentError, Option } from "commander";
// Not by the folder's door: a start must not wait for all that lies behind it.
import { UNCERTAIN_POLICIES } from "../../dataset/labelled-dataset.ts";

/** `thorascope robustness`: what becomes of a model's figures when radiographs are disturbed. */
export function addRobustnessCommand(program: Command): void {
  program
    .command("robustness")
    .summary("measure what disturbed radiographs do to a model")
    .description(
      "Reads the radiographs of a data set as they are and disturbed in many ways (resolution, JPEG, noise, greys, markers, borders, rotation), each from mild to severe, and measures what that does to ranking, calibration and decisions.",
    )
    .option("--dataset <name>", "whose layout it has; recognized by its tables if left out")
    .option("--labels <path>", "the label table, or the folder of the tables")
    .requiredOption("--images <folder>", "the folder of the images")
    .option("--split <side>", "a side of a published split, e.g. val, or a file that lists names")
    .addOption(
      new Option(
        "--uncertain <policy>",
        "what labels become that a text miner was not sure of",
      ).choices(UNCERTAIN_POLICIES),
    )
    .option("--model <folder>", "a model's folder, instead of the bundled model")
    .option("--only <names>", "these disturbances alone, with commas between, e.g. jpeg,rotation")
    .option("--limit <count>", "so many radiographs, drawn by chance", wholeNumber)
    .option("--replicates <count>", "bootstrap replicates", wholeNumber, 1000)
    .option("--seed <number>", "of bootstrap, draws and noise", wholeNumber, 1)
    .option("--report <folder>", "write a page with pictures too")
    .option("--json", "machine-readable output", false)
    .option("--quiet", "no progress", false)
    .action(async (options) => (await import("./run.ts")).runRobustness(options));
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number above 0.");
}
