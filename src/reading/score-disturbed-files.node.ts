import { availableParallelism } from "node:os";
import { basename } from "node:path";
import type { Disturbance } from "../disturbance/index.node.ts";
import { workerPool } from "../worker-pool.node.ts";
import { workerSource } from "../worker-source.node.ts";
import type { Answer, Request } from "./disturbed-worker.node.ts";
import type { RefusedFile } from "./json.ts";
import { BUNDLED_MODEL } from "./load-model.node.ts";
import type { DisturbedScores } from "./score-disturbed.node.ts";

/** What came of a file: the network's scores as it is and disturbed, or why there are none. */
export type DisturbedFile = (DisturbedScores | Pick<RefusedFile, "error">) & {
  readonly file: string;
};

/** Each thread holds a network of its own, and with more of them memory is what they wait for. */
const MOST_WORKERS = 16;

/** One to score and one that waits. */
const FILES_PER_WORKER = 2;

/** The code of a worker. */
const WORKER = workerSource("./disturbed-worker.node.ts", import.meta.url);

/**
 * Scores files as they are and under each severity of each disturbance, in as many threads as there are
 * processors: one radiograph costs dozens of readings. Each network computes in one thread, so scores don't depend
 * on how many there are. Files come out in their order; one that is refused with its error; any other error ends it.
 *
 * @param folder the model's; the bundled one if undefined.
 * @param disturbances of `DISTURBANCES`, in its order.
 * @param seed of what disturbances leave to chance, together with the file's name.
 */
export async function* scoreDisturbedFiles(
  files: readonly string[],
  disturbances: readonly Disturbance[],
  seed: number,
  folder: string = BUNDLED_MODEL,
): AsyncGenerator<DisturbedFile> {
  // glibc wants it loaded by the main thread first: https://sharp.pixelplumbing.com/install#worker-threads
  await import("sharp");
  const workers = Math.min(availableParallelism(), MOST_WORKERS, Math.max(files.length, 1));
  const pool = workerPool<Request, Answer>(WORKER, {
    workers,
    requestsPerWorker: FILES_PER_WORKER,
  });
  const names = disturbances.map(({ name }) => name);
  const score = (file: string) =>
    pool.run({
      request: { folder, file, names, seed },
      refuse: (reason) => new Error(`${basename(file)}: scoring it failed (${reason})`),
    });
  const waiting: Promise<Answer>[] = [];
  let begun = 0;
  try {
    for (const file of files) {
      while (begun < files.length && waiting.length < workers * FILES_PER_WORKER) {
        const answer = score(files[begun++] as string);
        answer.catch(() => {}); // one that fails before its turn is met at its turn
        waiting.push(answer);
      }
      const answer = await waiting.shift();
      if (answer === undefined) continue;
      if ("failure" in answer) throw answer.failure;
      yield { file, ...("error" in answer ? answer : answer.scores) };
    }
  } finally {
    await pool.close();
  }
}
