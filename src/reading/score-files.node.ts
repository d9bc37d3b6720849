import { isThorascopeError } from "../errors.ts";
import { openRadiographWorkers, prepareRadiograph } from "../radiograph/index.node.ts";
import type { RefusedFile } from "./json.ts";
import type { GatedScores, Model } from "./model.ts";

/** Files that native decoders have in hand while the network is busy with others. */
const AHEAD = 3;

/** What came of a file: the network's scores, or why there are none. */
export type ScoredFile = ({ readonly scores: GatedScores } | Pick<RefusedFile, "error">) & {
  readonly file: string;
};

/**
 * Scores files one after the other, in their order, as `Model.read` does but without heatmaps. A file that is
 * refused comes out with its error; errors that are no refusal end it.
 */
export async function* scoreFiles(
  model: Model,
  files: readonly string[],
): AsyncGenerator<ScoredFile> {
  const { size } = model.description.input;
  const workers = await openRadiographWorkers(files.length);
  const prepare = (file: string) =>
    (workers ? workers.prepare(file, size) : prepareRadiograph(file, size)).then(
      ({ grey }) => ({ grey }),
      (error: unknown) => ({ error }),
    );
  const ahead = workers?.capacity ?? AHEAD;
  const waiting: ReturnType<typeof prepare>[] = [];
  let begun = 0;
  try {
    for (const file of files) {
      while (begun < files.length && waiting.length <= ahead)
        waiting.push(prepare(files[begun++] as string));
      const prepared = await waiting.shift();
      if (prepared === undefined) continue;
      if ("error" in prepared) {
        const { error } = prepared;
        if (!isThorascopeError(error)) throw error;
        yield { file, error: { code: error.code, message: error.message } };
      } else {
        yield { file, scores: await model.score(prepared.grey) };
      }
    }
  } finally {
    await workers?.close();
  }
}
