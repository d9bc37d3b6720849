import { basename, join } from "node:path";
import type { Command } from "commander";
import { train } from "../../training/index.node.ts";
import { UsageError } from "../errors.ts";
import { showProgress } from "../progress.ts";
import { rankingLines } from "./summary.ts";

interface TrainOptions {
  readonly images?: string;
  readonly labels?: string;
  readonly weights?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly quiet: boolean;
}

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
      if (options.out !== undefined && options.resume !== undefined) {
        throw new UsageError(
          "Give --out for a new run or --resume for one that was cut off, not both.",
        );
      }
      const out = options.resume ?? options.out ?? join("runs", basename(recipe, ".json"));
      const progress = showProgress({ quiet: options.quiet, unit: "" });
      const { labels, weights } = options;
      try {
        const model = await train(
          { recipe, images: options.images ?? "", labels, weights, out },
          { onNote: progress.note, onStep: progress.step },
        );
        progress.stop();
        process.stdout.write(`${rankingLines(model)}\nThe model is in ${join(out, "best")}.\n`);
      } finally {
        progress.stop();
      }
    });
}
