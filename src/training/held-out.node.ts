import type { LocatedRecord } from "../dataset/index.ts";
import { loadModel, scoreFiles } from "../reading/index.node.ts";
import type { ScoredRadiographs } from "./describe.ts";
import type { LeftOut } from "./feature-cache.node.ts";
import { refuseLostFile } from "./lost-file.ts";
import { rowOf, zeros } from "./matrix.ts";
import { certain, targetsOf } from "./radiographs.node.ts";

/** Scores of the held-out radiographs, and which of them were refused. */
export interface HeldOutScores {
  readonly scored: ScoredRadiographs;
  readonly leftOut: readonly LeftOut[];
  /** The radiographs that were scored, in that order. */
  readonly records: readonly LocatedRecord[];
}

/**
 * Scores radiographs with a finished model, one at a time as `thorascope read` does, so that its card
 * states what a user of the model gets.
 *
 * @throws DatasetError `FILE_UNREADABLE`
 */
export async function scoreHeldOut(
  modelFolder: string,
  records: readonly (LocatedRecord & { readonly source?: string })[],
  population: string,
  onStep?: (stage: string, done: number, total: number) => void,
): Promise<HeldOutScores> {
  const model = await loadModel(modelFolder);
  const leftOut: LeftOut[] = [];
  const kept: (typeof records)[number][] = [];
  const rows: number[][] = [];
  const spread: (readonly number[])[] = [];
  let done = 0;
  try {
    for await (const scored of scoreFiles(
      model,
      records.map(({ path }) => path),
    )) {
      onStep?.("held out", done, records.length);
      const record = records[done++] as (typeof records)[number];
      if ("error" in scored) {
        refuseLostFile(record.path, scored.error.code);
        leftOut.push({ path: record.path, code: scored.error.code });
        continue;
      }
      const { logits, abnormal, spreads } = scored.scores;
      if (spreads) spread.push(spreads);
      kept.push(record);
      rows.push([...logits, abnormal].map((logit) => logit ?? Number.NaN));
    }
  } finally {
    await model.release();
  }
  onStep?.("held out", records.length, records.length);
  const targets = certain(targetsOf(kept));
  const logits = zeros(targets.rows, targets.columns);
  for (const [row, scores] of rows.entries()) rowOf(logits, row).set(scores);
  const spreads = spread.length === 0 ? null : zeros(targets.rows, targets.columns);
  if (spreads !== null) for (const [row, of] of spread.entries()) rowOf(spreads, row).set(of);
  return {
    scored: {
      population,
      logits,
      spreads,
      targets,
      fileNames: kept.map(({ fileName }) => fileName),
      patientIds: kept.map(({ patientId }) => patientId),
      sources: kept.map(({ source }) => source ?? ""),
    },
    leftOut,
    records: kept,
  };
}
