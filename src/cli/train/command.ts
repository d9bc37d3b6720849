import type { Command } from "commander";
import type { TrainOptions } from "./run.ts";

/** `thorascope train`: a recipe to a model's folder. */
export function addTrainCommand(program: Command): void {
  program
    .command("train")
    .summary("train a model from a recipe")
    .description(
      "Trains a model as a recipe says and writes a run's folder: recipe, log, checkpoints, and the model in best/.",
    )
    .argument("<recipe>", "recipe file, e.g. recipes/nih-subset-linear.json")
    .requiredOption("--images <folder>", "folder of the radiographs")
    .option("--labels <table>", "label table; looked for beside the images if left out")
    .option("--weights <file>", "initial weights (safetensors), instead of the recipe's")
    .option("--out <folder>", "folder of the run (default: runs/<recipe>)")
    .option("--resume <folder>", "continue the run in this folder")
    .option("--quiet", "no progress", false)
    .action(async (recipe: string, options: TrainOptions) => {
      const { runTrain } = await import("./run.ts");
      await runTrain(recipe, options);
    });
}
