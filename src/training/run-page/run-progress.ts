import { ensembleFits } from "../network/ensemble.ts";
import type { Recipe } from "../recipe.ts";
import { bestEpoch, epochsDone, type FitHistory } from "./fit-history.ts";
import type { RunLog } from "./run-log.ts";

/** A run whose log has no new line for so long is called silent, in milliseconds. */
const SILENCE = 10 * 60_000;

/** What a run is doing; "silent" is stopped or busy with something that writes no line. */
export type RunState = "preparing" | "training" | "evaluating" | "done" | "stopped" | "silent";

/** How far a run is. */
export interface RunProgress {
  readonly state: RunState;
  /** Share of the epochs of all fits that is done, 0 to 1. */
  readonly share: number;
  /** Seconds until the last fit is done, at the pace of the last epoch; null while that is not known. */
  readonly secondsLeft: number | null;
}

/** Judges how far a run is at a time (milliseconds since 1970). */
export function runProgress(log: RunLog, recipe: Recipe, now: number): RunProgress {
  const plan = plannedFits(log.fits, recipe);
  const total = sum(plan.map(({ batches, epochs }) => batches * epochs));
  const done = sum(plan.map(({ batches, done }) => batches * done));
  const share = log.stage === "done" ? 1 : total === 0 ? 0 : Math.min(done / total, 1);
  const state = stateOf(log, share, now);
  const pace = secondsPerBatch(log.fits);
  const isOpen = state === "training" || state === "silent";
  // Processes that share a run fit beside each other.
  const running = Math.max(plan.filter((fit) => fit.isRunning).length, 1);
  const secondsLeft = isOpen && pace !== null ? ((total - done) * pace) / running : null;
  return { state, share, secondsLeft };
}

function stateOf({ stage, stopped, updated }: RunLog, share: number, now: number): RunState {
  if (stage === "done") return "done";
  if (stopped !== null) return "stopped";
  if (updated !== null && now - updated > SILENCE) return "silent";
  if (stage === null || stage === "features" || stage === "pixels") return "preparing";
  return share < 1 ? "training" : "evaluating";
}

interface PlannedFit {
  readonly batches: number;
  readonly epochs: number;
  /** In epochs, with fractions. */
  readonly done: number;
  readonly isRunning: boolean;
}

/**
 * All fits that the recipe asks for, begun or not. A fit that another one followed is over, however many of
 * its epochs it ran; one that is still to come is taken to need as many batches as the first one for its share
 * of the patients, and the final one as many epochs as those that are over kept.
 */
function plannedFits(fits: readonly FitHistory[], recipe: Recipe): PlannedFit[] {
  const { names, epochs, finalShare } = planOf(recipe);
  const batches = fits.find((fit) => fit.batches !== null)?.batches ?? 1;
  const over = fits.filter((fit) => isOver(fit, fits));
  const kept = over.map((fit) => bestEpoch(fit)?.epoch ?? epochs);
  return names.map((name) => {
    const fit = fits.find((one) => one.name === name);
    if (fit === undefined) {
      if (!name.startsWith("final")) return { batches, epochs, done: 0, isRunning: false };
      return {
        batches: batches * finalShare,
        epochs: kept.length === 0 ? epochs : sum(kept) / kept.length,
        done: 0,
        isRunning: false,
      };
    }
    const done = epochsDone(fit);
    const most = isOver(fit, fits) || fit.batches === null ? done : (fit.epochs ?? epochs);
    return { batches: fit.batches ?? 1, epochs: most, done, isRunning: done < most };
  });
}

/** Whether another fit was begun after its last line; fits that go on beside each other are not over. */
function isOver(fit: FitHistory, fits: readonly FitHistory[]): boolean {
  return fits.some(({ begun }) => begun > fit.begun && begun >= fit.updated);
}

/** The fits of a recipe by name, their epochs, and how many times more patients the final one learns from. */
function planOf(recipe: Recipe): { names: string[]; epochs: number; finalShare: number } {
  const folds = (count: number) => Array.from({ length: count }, (_, index) => `fold-${index + 1}`);
  if (!("fit" in recipe))
    return { names: folds(recipe.head.folds), epochs: recipe.head.maximumEpochs, finalShare: 1 };
  const { validation, fit } = recipe;
  const heldBack = fit.earlyStopping === null ? 1 : 2;
  const networks = [
    ...folds(Math.min(validation.fitted, validation.folds)),
    ...(validation.refit ? ["final"] : []),
  ];
  return {
    names: networks.flatMap((name) =>
      ensembleFits(name, name, fit.ensemble ?? 1).map((one) => one.name),
    ),
    epochs: fit.epochs,
    finalShare: validation.folds / Math.max(validation.folds - heldBack, 1),
  };
}

/**
 * Over the last epoch's worth of batches, so that one validation is in it and a machine that became slower or
 * faster counts; null before two lines about steps.
 */
function secondsPerBatch(fits: readonly FitHistory[]): number | null {
  const fit = fits.at(-1);
  if (fit === undefined || fit.batches === null) return null;
  const { batches } = fit;
  const position = ({ epoch, step }: { epoch: number; step: number }) =>
    (epoch - 1) * batches + step;
  const last = fit.steps.at(-1);
  if (last === undefined) return paceOfEarlier(fits);
  const first = fit.steps.find((report) => position(report) >= position(last) - batches) ?? last;
  const covered = position(last) - position(first);
  return covered > 0 ? ((last.hours - first.hours) * 3600) / covered : paceOfEarlier(fits);
}

/** At the very start of a fit the one before it says how fast things go. */
function paceOfEarlier(fits: readonly FitHistory[]): number | null {
  return fits.length > 1 ? secondsPerBatch(fits.slice(0, -1)) : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
