import { createHash } from "node:crypto";
import {
  atPrevalence,
  type CalibrationFigures,
  type CalibrationSpread,
  type ObservedToExpected,
  type RecalibratedOutput,
} from "../evaluation/index.ts";
import { displayName } from "../findings/index.ts";
import type {
  CalibratedOutputDescription,
  ImportedModelDescription,
  ModelDescription,
  TrainedModelDescription,
} from "./description.ts";
import { ModelError } from "./errors.ts";
import type {
  OutputRecalibrationDescription,
  RecalibrationDescription,
} from "./recalibration-schema.ts";
import { markVersion } from "./version-mark.ts";

/** What changes of one output. */
export interface OutputChange {
  /** Null where nothing was to be fitted. */
  readonly recalibrated: RecalibratedOutput | null;
  /** What the operating point was chosen for, in words. */
  readonly goal: string;
  /** Where probabilities are to be moved to; undefined: they hold where they were fitted. */
  readonly prevalence: number | undefined;
}

export interface ModelChange {
  /** SHA-256 of the `model.json` that is changed. */
  readonly sha256: string;
  /** Null where nothing is fitted, only moved to other prevalences. */
  readonly fitted: RecalibrationDescription["fitted"];
  /** In the findings' order. */
  readonly findings: readonly OutputChange[];
  readonly abnormal: OutputChange;
  /** The new model's name; the old one if left out. */
  readonly name?: string | undefined;
}

/**
 * A model's description with other calibrations and operating points for the same graph. What was not fitted anew
 * stays as it was; an imported finding without a calibration stays without.
 *
 * The version gets a mark, `+recalibrated.` and eight digits that all calibrations and operating points determine, so
 * that readings by different calibrations of one graph can be told apart.
 *
 * @throws ModelError `CALIBRATION_IMPOSSIBLE` where nothing would change, or a finding without a calibration is to be
 * moved to another prevalence.
 */
export function recalibrateModel(
  model: ModelDescription,
  change: ModelChange,
): Omit<TrainedModelDescription, "graph"> | Omit<ImportedModelDescription, "graph"> {
  const { name, version, title } = model;
  refuseNothing(change);
  const recalibration: RecalibrationDescription = {
    from: { name, version, sha256: change.sha256 },
    fitted: change.fitted ?? model.recalibration?.fitted ?? null,
  };
  const population = change.fitted?.population ?? "";
  const { graph: _, ...rest } = model;
  const changed =
    "imported" in rest
      ? {
          ...rest,
          findings: rest.findings.map(({ output: old, ...finding }, index) => {
            const output = changedOutput(
              displayName(finding.finding),
              old,
              change.findings[index],
              population,
            );
            return output === undefined ? finding : { ...finding, output };
          }),
        }
      : {
          ...rest,
          findings: rest.findings.map((old, index) => ({
            ...old,
            ...changedOutput(displayName(old.finding), old, change.findings[index], population),
          })),
          abnormal: {
            ...rest.abnormal,
            ...changedOutput("Any finding", rest.abnormal, change.abnormal, population),
          },
        };
  const named = { ...changed, recalibration, name: change.name ?? name };
  const digest = createHash("sha256").update(JSON.stringify(named)).digest("hex").slice(0, 8);
  return {
    ...named,
    version: markVersion(version, "recalibrated", digest),
    title: title.endsWith(TITLE_MARK) ? title : `${title}${TITLE_MARK}`,
  };
}

const TITLE_MARK = ", recalibrated";

function refuseNothing({ findings, abnormal }: ModelChange): void {
  const isChanged = [...findings, abnormal].some(
    ({ recalibrated, prevalence }) =>
      prevalence !== undefined || (recalibrated !== null && recalibrated.fitted !== null),
  );
  if (isChanged) return;
  throw new ModelError(
    "CALIBRATION_IMPOSSIBLE",
    "No finding has enough cases to calibrate it on, so no model was written. Label more radiographs, most of all such with the findings; docs/calibration.md says how many.",
  );
}

function changedOutput(
  name: string,
  old: CalibratedOutputDescription | undefined,
  change: OutputChange | undefined,
  population: string,
): CalibratedOutputDescription | undefined {
  if (change === undefined) return old;
  const fitted =
    change.recalibrated && fittedOutput(change.recalibrated, old, change.goal, population);
  const output = fitted ?? old;
  if (change.prevalence === undefined) return output;
  if (output === undefined || output.prevalence <= 0 || output.prevalence >= 1) {
    throw new ModelError(
      "CALIBRATION_IMPOSSIBLE",
      `${name} can't be moved to a prevalence of ${change.prevalence}: the model has no calibration for it, or one at a prevalence of 0 or 1. Calibrate it on labelled radiographs first.`,
      { name, prevalence: change.prevalence },
    );
  }
  return movedTo(change.prevalence, output);
}

function fittedOutput(
  recalibrated: RecalibratedOutput,
  old: CalibratedOutputDescription | undefined,
  goal: string,
  population: string,
): CalibratedOutputDescription | null {
  const { fitted, positives, radiographs, patients, auroc, sensitivity, specificity } =
    recalibrated;
  if (fitted === null) return null;
  const share = (one: typeof sensitivity) =>
    one && { value: one.value, correct: one.correct, of: one.of, interval: one.interval };
  const { figures } = fitted;
  const recalibration: OutputRecalibrationDescription = {
    population,
    radiographs,
    patients,
    positives,
    auroc: auroc && { value: auroc.value, interval: auroc.interval },
    before: stated(figures.before, recalibrated.observedBefore),
    after: stated(figures.after, fitted.observedAfter),
    gain: figures.gain,
    enough: recalibrated.enough,
    needs: [...recalibrated.needs],
  };
  return {
    calibration: fitted.calibration,
    prevalence: positives / radiographs,
    operatingPoint: {
      probability: fitted.operatingPoint,
      rule: `${goal}; counted on patients that it was not chosen on`,
      sensitivity: share(sensitivity),
      specificity: share(specificity),
    },
    ...uncertaintyOf(old, fitted.spread),
    recalibration,
  };
}

/** Fits differ as before; how sure the new calibration is depends on what it was fitted to. */
function uncertaintyOf(
  old: CalibratedOutputDescription | undefined,
  spread: CalibrationSpread | null,
): Pick<CalibratedOutputDescription, "uncertainty"> {
  if (old?.uncertainty === undefined) return {};
  if (spread === null) return { uncertainty: undefined };
  return { uncertainty: { fits: old.uncertainty.fits, calibration: spread } };
}

function stated(
  { brierScore, calibrationError }: CalibrationFigures,
  observed: ObservedToExpected | null,
): OutputRecalibrationDescription["before"] {
  return {
    brierScore,
    calibrationError,
    observedToExpected: observed && { value: observed.value, interval: observed.interval },
  };
}

/** The same output where the finding is as frequent as `prevalence`: the same radiographs are called positive. */
function movedTo(
  prevalence: number,
  output: CalibratedOutputDescription,
): CalibratedOutputDescription {
  const { shift, ...map } = output.calibration;
  const { operatingPoint } = output;
  return {
    ...output,
    calibration: { ...map, shift: { from: shift?.from ?? output.prevalence, to: prevalence } },
    prevalence,
    operatingPoint:
      operatingPoint.sensitivity === null
        ? operatingPoint
        : {
            ...operatingPoint,
            probability: atPrevalence(operatingPoint.probability, output.prevalence, prevalence),
          },
  };
}
