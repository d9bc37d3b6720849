import type { LocatedRecord } from "../../dataset/index.ts";
import { loadModel, type Model, type Scores, scoreFiles } from "../../reading/index.node.ts";
import { UsageError } from "../errors.ts";
import type { Progress } from "../progress.ts";
import { type RefusalCount, refusalCounter } from "./count-refusals.ts";

/** What a model says of labelled radiographs. */
export interface ScoredRecords {
  /** Released: its description and rules can still be asked for. */
  readonly model: Model;
  /** Those that were not refused. */
  readonly records: readonly LocatedRecord[];
  /** One for each of them. */
  readonly scores: readonly Scores[];
  /** Those that the model's gate refuses, and what it would have said of them. */
  readonly gated: {
    readonly records: readonly LocatedRecord[];
    readonly scores: readonly Scores[];
  };
  /** How many were refused for which reason, and how many of them have any finding by their labels. */
  readonly refused: readonly RefusalCount[];
}

/**
 * Scores all radiographs with a model (the bundled one, if no folder is named); those that are refused are counted.
 * Those that only its gate refuses are kept with the others where they are to be read anyway.
 *
 * @throws UsageError where all of them are.
 */
export async function scoreAll(
  folder: string | undefined,
  records: readonly LocatedRecord[],
  stage: string,
  progress: Progress,
  { anyway = false }: { readonly anyway?: boolean } = {},
): Promise<ScoredRecords> {
  const model = await loadModel(folder);
  const kept: LocatedRecord[] = [];
  const scores: Scores[] = [];
  const gated = { records: [] as LocatedRecord[], scores: [] as Scores[] };
  const refused = refusalCounter();
  let done = 0;
  try {
    for await (const scored of scoreFiles(
      model,
      records.map(({ path }) => path),
    )) {
      const record = records[done++] as LocatedRecord;
      progress.step(stage, done, records.length);
      const gate = "scores" in scored && !anyway ? scored.scores.refusal : null;
      const refusal = "scores" in scored ? gate : scored.error;
      if ("scores" in scored) {
        (refusal === null ? kept : gated.records).push(record);
        (refusal === null ? scores : gated.scores).push(scored.scores);
      }
      if (refusal !== null) refused.add(refusal.code, record);
    }
  } finally {
    await model.release();
  }
  if (kept.length === 0)
    throw new UsageError("None of the radiographs could be read; there is nothing to evaluate.");
  return { model, records: kept, scores, gated, refused: refused.all() };
}
