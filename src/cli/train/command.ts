import { type Command, InvalidArgumentError, Option } from "commander";
import type { Part } from "../../training/index.node.ts";
import type { TrainOptions } from "./run.ts";

/** `thorascope train`: a recipe to a model's folder. */
export function addTrainCommand(program: Command): void {
  program
    .command("train")
    .summary("train a model from a recipe")
    .description(
      "Trains a model as a recipe says and writes a run's folder: recipe, log, checkpoints, and the model in best/.",
    )
    .argument("<recipe>", "recipe file, e.g. recipes/nih-subset.json")
    .option("--images <folder>", "folder of the radiographs, unless the recipe generates them")
    .option(
      "--labels <table>",
      "label table, or its folder; looked for beside the images if left out",
    )
    .option("--weights <file>", "initial weights (safetensors), instead of the recipe's")
    .option("--out <folder>", "folder of the run (default: runs/<recipe>)")
    .option("--resume <folder>", "continue the run in this folder")
    .option("--threads <count>", "threads of the runtime (default: one per core)", wholeNumber)
    .option(
      "--loaders <count>",
      "threads that prepare batches; 0: none but the main one (default: 1)",
      loaders,
    )
    .option("--checkpoint-seconds <seconds>", "time between checkpoints (default: 60)", seconds)
    .addOption(
      new Option("--provider <name>", "where the network is trained; all but cpu are experimental")
        .choices(["cpu", "cuda", "webgpu"])
        .default("cpu"),
    )
    .option(
      "--part <k/n>",
      "carry out the k-th of n parts of the fits only, for processes that share a run",
      part,
    )
    .option("--quiet", "no progress", false)
    .action(async (recipe: string, options: TrainOptions) => {
      const { runTrain } = await import("./run.ts");
      await runTrain(recipe, options);
    });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1 to 9999.");
}

function loaders(text: string): number {
  return text === "0" ? 0 : wholeNumber(text);
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError("Give a number of seconds, 0 or more.");
}

function part(text: string): Part {
  const [, number = 0, of = 0] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []).map(Number);
  if (number > 0 && number <= of) return { index: number - 1, of };
  throw new InvalidArgumentError("Give a part and how many there are, e.g. 1/2.");
}
