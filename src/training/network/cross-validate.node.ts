import { float32 } from "../../graph/tensor.ts";
import { readSafetensors, type Weights, weight, writeSafetensors } from "../../networks/index.ts";
import { type Matrix, rowOf, zeros } from "../matrix.ts";
import type { RunDirectory } from "../run-directory.node.ts";
import { checkpointName } from "./checkpoint.node.ts";

/** What a fit gives. */
export interface FitOutcome {
  /** Logits of the radiographs that it was to predict, in the order of their rows. */
  readonly logits: Matrix;
  /** Their standard deviations over masks of dropout; null without dropout. */
  readonly spreads: Matrix | null;
  /** Logits of radiographs that no fit learns from, the same for all folds; of no rows where none was asked. */
  readonly outside: Matrix;
  /** The epoch whose weights predicted them. */
  readonly epoch: number;
  readonly weights: Weights;
}

/** What one or several fits to the same radiographs give together. */
export interface EnsembleOutcome {
  /** The mean of the fits' logits. */
  readonly logits: Matrix;
  readonly alone: readonly Pick<FitOutcome, "logits" | "spreads" | "outside">[];
  readonly epoch: number;
  readonly members: readonly Weights[];
}

/** Who teaches whom in one fit. */
export interface FoldPlan {
  /** From 0; counts the seeds on. */
  readonly fold: number;
  /** Rows that the fit learns from, that decide when it stops, and that it predicts. */
  readonly teaching: readonly number[];
  readonly stopping: readonly number[];
  readonly predicted: readonly number[];
}

export interface NetworkCrossValidation {
  /** Rows that were predicted, ascending, and their logits from networks that saw none of their patients. */
  readonly rows: readonly number[];
  readonly logits: Matrix;
  /** The same of each single fit; none where there is only one. */
  readonly alone: readonly Matrix[];
  /** Standard deviations of each single fit's logits over masks of dropout; none where there is only one, or none. */
  readonly spreads: readonly Matrix[];
  /** Of each fold and each of its fits: logits of radiographs that none learned from. */
  readonly outside: readonly (readonly Matrix[])[];
  readonly epochs: readonly number[];
  /** The first fold's networks. */
  readonly members: readonly Weights[];
}

/** Parts rows by fold: `fold` is predicted, the next decides when to stop if one is needed, others teach. */
export function planFold(
  foldOf: Uint32Array,
  fold: number,
  folds: number,
  stops: boolean,
): FoldPlan {
  const stopping = stops ? (fold + 1) % folds : -1;
  const rowsOf = (wanted: (other: number) => boolean) =>
    Array.from(foldOf.keys()).filter((row) => wanted(foldOf[row] as number));
  return {
    fold,
    teaching: rowsOf((other) => other !== fold && other !== stopping),
    stopping: rowsOf((other) => other === stopping),
    predicted: rowsOf((other) => other === fold),
  };
}

/** Fits fold after fold and puts their predictions together. */
export async function crossValidateNetwork<Fold extends { readonly plan: FoldPlan }>(
  folds: readonly Fold[],
  fitFold: (fold: Fold) => Promise<EnsembleOutcome>,
): Promise<NetworkCrossValidation> {
  const outcomes: EnsembleOutcome[] = [];
  for (const fold of folds) {
    outcomes.push(await fitFold(fold));
  }
  const plans = folds.map(({ plan }) => plan);
  const rows = plans.flatMap(({ predicted }) => predicted).sort((a, b) => a - b);
  const place = new Map(rows.map((row, index) => [row, index]));
  const together = (parts: readonly (Matrix | undefined)[]): Matrix => {
    const all = zeros(rows.length, parts[0]?.columns ?? 0);
    for (const [index, part] of parts.entries())
      for (const [from, row] of plans[index]?.predicted.entries() ?? [])
        if (part !== undefined) rowOf(all, place.get(row) ?? 0).set(rowOf(part, from));
    return all;
  };
  const fits = outcomes[0]?.alone ?? [];
  const ofEachFit = (part: "logits" | "spreads") =>
    fits.length < 2
      ? []
      : fits.flatMap((first, fit) =>
          first[part] === null
            ? []
            : together(outcomes.map(({ alone }) => alone[fit]?.[part] ?? undefined)),
        );
  return {
    rows,
    logits: together(outcomes.map(({ logits }) => logits)),
    alone: ofEachFit("logits"),
    spreads: ofEachFit("spreads"),
    outside: outcomes.map(({ alone }) => alone.map(({ outside }) => outside)),
    epochs: outcomes.map(({ epoch }) => epoch),
    members: outcomes[0]?.members ?? [],
  };
}

/** The file of a run that holds what a fit gave. */
export function outcomeFile(name: string): string {
  return `${name}.safetensors`;
}

/** Fits, or reads what was fitted in an earlier start. */
export async function fitOnce(
  run: RunDirectory,
  name: string,
  compute: () => Promise<FitOutcome>,
): Promise<FitOutcome> {
  const done = await run.read(outcomeFile(name));
  if (done !== null) return readOutcome(done);
  for (const file of [outcomeFile(name), checkpointName(name)]) await run.removeHalfWritten(file);
  const outcome = await compute();
  await run.write(outcomeFile(name), encodeOutcome(outcome));
  await run.remove(checkpointName(name));
  return outcome;
}

const LOGITS = "logits";
const SPREADS = "spreads";
const OUTSIDE = "outside";

function encodeOutcome({ logits, spreads, outside, epoch, weights }: FitOutcome): Uint8Array {
  const tensor = ({ rows, columns, data }: Matrix) => float32([rows, columns], data);
  const tensors = new Map([...weights, [LOGITS, tensor(logits)], [OUTSIDE, tensor(outside)]]);
  if (spreads !== null) tensors.set(SPREADS, tensor(spreads));
  return writeSafetensors(tensors, { epoch: String(epoch) });
}

/** What `NAME.safetensors` of a run holds. */
export function readOutcome(bytes: Uint8Array): FitOutcome {
  const { tensors, metadata } = readSafetensors(bytes);
  const matrix = (name: string): Matrix => {
    const [rows = 0, columns = 0] = tensors.get(name)?.shape ?? [];
    return { rows, columns, data: weight(tensors, name, [rows, columns]).data };
  };
  const own = [LOGITS, SPREADS, OUTSIDE];
  return {
    logits: matrix(LOGITS),
    spreads: tensors.has(SPREADS) ? matrix(SPREADS) : null,
    outside: matrix(OUTSIDE),
    epoch: Number(metadata.epoch),
    weights: new Map([...tensors].filter(([name]) => !own.includes(name))),
  };
}
