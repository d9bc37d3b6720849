import type { TrainedModelDescription } from "../../model/index.ts";
import { FitHistories } from "./fit-histories.ts";
import type { FitHistory } from "./fit-history.ts";
import {
  type LogRecord,
  listIn,
  numberIn,
  objectOf,
  parseLogRecord,
  textIn,
} from "./log-record.ts";

/** What `log.jsonl` tells of a run. */
export interface RunLog {
  /** Times of the first and the last line, milliseconds since 1970; null for an empty log. */
  readonly started: number | null;
  readonly updated: number | null;
  /** How often the run was started or resumed. */
  readonly starts: number;
  /** The radiographs to learn from; null until they are prepared. */
  readonly radiographs: TrainList | null;
  /** In the order in which they were begun. */
  readonly fits: readonly FitHistory[];
  /** The stage of the last line; null for an empty log. */
  readonly stage: string | null;
  /** Why the run was stopped, if its last line says so. */
  readonly stopped: string | null;
  /** The evaluation of a run that is done. */
  readonly evaluation: TrainedModelDescription["evaluation"] | null;
}

/** The radiographs to learn from. */
export interface TrainList {
  readonly count: number;
  /** Those that could not be read, each with its refusal code. */
  readonly leftOut: readonly { readonly path: string; readonly code: string }[];
}

/**
 * Reads a run's log.
 *
 * What a resumed fit does anew replaces what the log said of it: all that lies behind the checkpoint at which
 * the fit went on is dropped, and of two lines about the same step or epoch the later one counts. Lines that
 * are no records (half a line after a crash) and stages that it does not know are skipped.
 */
export function parseRunLog(text: string): RunLog {
  const records = text
    .split("\n")
    .map(parseLogRecord)
    .filter((record) => record !== null);
  const histories = new FitHistories();
  let starts = 0;
  let radiographs: TrainList | null = null;
  for (const record of records) {
    if (opensRun(record)) {
      starts++;
      radiographs = trainListOf(record);
    }
    histories.add(record, opensRun(record));
  }
  const last = records.at(-1);
  return {
    started: records[0]?.time ?? null,
    updated: last?.time ?? null,
    starts,
    radiographs,
    fits: histories.all(),
    stage: last?.stage ?? null,
    stopped: last?.stage === "stopped" ? (textIn(last.fields, "reason") ?? "") : null,
    evaluation: last?.stage === "done" ? evaluationOf(last) : null,
  };
}

/** The line that every start of a run writes once its radiographs are there. */
function opensRun({ stage }: LogRecord): boolean {
  return stage === "pixels" || stage === "features";
}

function trainListOf({ fields }: LogRecord): TrainList {
  return {
    count: numberIn(fields, "radiographs") ?? 0,
    leftOut: listIn(fields, "leftOut").map((entry) => {
      const file = objectOf(entry) ?? {};
      return { path: textIn(file, "path") ?? "", code: textIn(file, "code") ?? "" };
    }),
  };
}

/** Written by `shipModel` from a record of this very type. */
function evaluationOf({ fields }: LogRecord): RunLog["evaluation"] {
  const evaluation = objectOf(fields.evaluation);
  if (evaluation === null || objectOf(evaluation.crossValidation) === null) return null;
  return evaluation as unknown as TrainedModelDescription["evaluation"];
}
