import { type Command, InvalidArgumentError } from "commander";
import { wholeNumber } from "../option-values.ts";

/** `thorascope gate`: teaches a model when not to answer. */
export function addGateCommand(program: Command): void {
  program
    .command("gate")
    .summary("teach a model which images to refuse")
    .description(
      "Learns from frontal chest radiographs, and from images of other things, which images a model should refuse:\n" +
        "turned, inverted and spoiled radiographs, other body parts, photographs. Writes a copy of the model that\n" +
        "refuses them. No label is needed.",
    )
    .option("--dataset <name>", "whose layout it has; recognized by its tables if left out")
    .option("--labels <path>", "the label table, or the folder of the tables: who is who")
    .requiredOption("--images <folder>", "the folder of the radiographs")
    .option("--split <side>", "learn from a side of a published split, or a file that lists names")
    .option("--test-split <side>", "try the gate on this side; no patient may be in both")
    .requiredOption(
      "--others <folder>",
      "images of other things to learn from, a folder for each sort",
    )
    .option("--test-others <folder>", "images of other things to try the gate on")
    .option("--model <folder>", "a model's folder (default: the bundled model)")
    .requiredOption("--out <folder>", "where to write the model with its gate")
    .option("--refuse <share>", "share of the radiographs that may be refused", share, 0.005)
    .option("--seed <number>", "of variations and fits", wholeNumber, 1)
    .option("--json", "machine-readable output", false)
    .option("--quiet", "no progress", false)
    .action(async (options) => (await import("./run.ts")).runGate(options));
}

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 0.5) return value;
  throw new InvalidArgumentError("Give a share above 0 and below 0.5, e.g. 0.005.");
}
