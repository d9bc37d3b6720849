import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { cardOf, readEvidence } from "../../model/index.node.ts";
import { writeModelCard } from "../../report/index.node.ts";
import { type Part, train, trainPart } from "../../training/index.node.ts";
import { UsageError } from "../errors.ts";
import { showProgress } from "../progress.ts";
import { rankingLines } from "./summary.ts";

/** The options of `thorascope train`, as commander hands them over. */
export interface TrainOptions {
  readonly images?: string;
  readonly labels?: string;
  readonly weights?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly threads?: number;
  readonly loaders?: number;
  readonly checkpointSeconds?: number;
  readonly provider: "cpu" | "cuda" | "webgpu";
  readonly part?: Part;
  readonly quiet: boolean;
}

/** Trains a model and prints how well it ranks. */
export async function runTrain(recipe: string, options: TrainOptions): Promise<void> {
  if (options.out !== undefined && options.resume !== undefined) {
    throw new UsageError(
      "Give --out for a new run or --resume for one that was cut off, not both.",
    );
  }
  if (options.resume !== undefined && !existsSync(join(options.resume, "recipe.json"))) {
    throw new UsageError(
      `${options.resume} holds no run that could be resumed; start one with --out.`,
    );
  }
  const out = options.resume ?? options.out ?? join("runs", basename(recipe, ".json"));
  const progress = showProgress({ quiet: options.quiet, unit: "" });
  const { images, labels, weights, threads, loaders, checkpointSeconds, provider } = options;
  const stop = new AbortController();
  const askToStop = () => {
    progress.note("Stopping after this step; once more to stop at once.");
    stop.abort();
  };
  process.once("SIGINT", askToStop).once("SIGTERM", askToStop);
  try {
    const paths = { recipe, images, labels, weights, out };
    const how = {
      threads,
      loaders,
      checkpointSeconds,
      provider,
      signal: stop.signal,
      onNote: progress.note,
      onStep: progress.step,
    };
    if (options.part) {
      const { fits, done } = await trainPart(paths, options.part, how);
      progress.stop();
      process.stdout.write(
        `This part is done, and with it ${done} of ${fits} fits of the run. When all parts are done, put the model together with --resume ${out}.\n`,
      );
      return;
    }
    const model = await train(paths, how);
    progress.stop();
    const best = join(out, "best");
    await writeModelCard(best, cardOf(model, await readEvidence(best, model)));
    process.stdout.write(
      `${rankingLines(model)}\nThe model is in ${best}; MODEL_CARD.html there says what it can and can't do.\n`,
    );
  } finally {
    process.off("SIGINT", askToStop).off("SIGTERM", askToStop);
    progress.stop();
  }
}
