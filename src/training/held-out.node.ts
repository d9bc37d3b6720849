import type { LocatedRecord } from "../dataset/index.ts";
import { float32 } from "../graph/tensor.ts";
import { readModelFolder } from "../model/index.node.ts";
import { networkInput, RefusedRadiographError, readRadiograph } from "../radiograph/index.node.ts";
import { createSession } from "../runtime/index.node.ts";
import type { ScoredRadiographs } from "./describe.ts";
import type { LeftOut } from "./feature-cache.node.ts";
import { rowOf, zeros } from "./matrix.ts";
import { certain, targetsOf } from "./radiographs.node.ts";

/** Scores of the held-out radiographs, and which of them were refused. */
export interface HeldOutScores {
  readonly scored: ScoredRadiographs;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Scores radiographs with a finished model, one at a time as `thorascope read` does, so that its card
 * states what a user of the model gets.
 */
export async function scoreHeldOut(
  modelFolder: string,
  records: readonly (LocatedRecord & { readonly source?: string })[],
  population: string,
  onStep?: (stage: string, done: number, total: number) => void,
): Promise<HeldOutScores> {
  const { description, onnx } = await readModelFolder(modelFolder);
  const { size } = description.input;
  const session = await createSession(onnx);
  const leftOut: LeftOut[] = [];
  const rows: { record: (typeof records)[number]; logits: readonly number[] }[] = [];
  for (const [index, record] of records.entries()) {
    onStep?.("held out", index, records.length);
    try {
      const grey = float32(
        [1, 1, size, size],
        networkInput(await readRadiograph(record.path), size),
      );
      const { logits, abnormal } = await session.run({ grey }, ["logits", "abnormal"]);
      rows.push({ record, logits: [...(logits?.data ?? []), ...(abnormal?.data ?? [])] });
    } catch (error) {
      if (!(error instanceof RefusedRadiographError)) throw error;
      leftOut.push({ path: record.path, code: error.code });
    }
  }
  onStep?.("held out", records.length, records.length);
  await session.release();
  const kept = rows.map(({ record }) => record);
  const targets = certain(targetsOf(kept));
  const logits = zeros(targets.rows, targets.columns);
  for (const [row, scores] of rows.entries()) rowOf(logits, row).set(scores.logits);
  return {
    scored: {
      population,
      logits,
      targets,
      fileNames: kept.map(({ fileName }) => fileName),
      patientIds: kept.map(({ patientId }) => patientId),
      sources: kept.map(({ source }) => source ?? ""),
    },
    leftOut,
  };
}
