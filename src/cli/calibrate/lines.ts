import {
  CALIBRATION_METHODS,
  POSITIVES_NEEDED,
  type RecalibratedOutput,
  type Sharpness,
} from "../../evaluation/index.ts";
import type { ModelDescription } from "../../model/index.ts";
import { figure, outputName, withInterval } from "../../report/index.node.ts";
import { alignedTable } from "../aligned-table.ts";

/** Everything that `thorascope calibrate` says. */
export interface CalibrationReport {
  readonly from: { readonly name: string; readonly version: string; readonly sha256: string };
  /** The new model; null where none was written. */
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly folder: string;
  } | null;
  /** Null where no radiographs were read. */
  readonly population: {
    readonly labelled: number;
    readonly missing: number;
    readonly refused: readonly { readonly code: string; readonly radiographs: number }[];
  } | null;
  readonly fitted: NonNullable<ModelDescription["recalibration"]>["fitted"];
  readonly sharpness: Sharpness;
  /** Whether findings whose cases are not enough keep what they had although something was fitted. */
  readonly onlyEnough: boolean;
  readonly prevalences: Readonly<Record<string, number>>;
  readonly outputs: readonly RecalibratedOutput[];
}

/** A calibration as lines for a terminal. */
export function calibrationLines(report: CalibrationReport): string {
  const { from, model, prevalences, outputs } = report;
  const moved = Object.entries(prevalences).map(
    ([name, share]) => `${name === "abnormal" ? "any finding" : outputName(name)} ${share}`,
  );
  return [
    ...(outputs.length === 0 ? [`${from.name} ${from.version}:`] : measuredLines(report)),
    ...(moved.length === 0
      ? []
      : [
          `Probabilities and operating points hold for other prevalences: ${moved.join(", ")}. No label says whether that is right.`,
        ]),
    ...(model === null
      ? []
      : [
          `${model.folder}: ${model.name} ${model.version}. Try: thorascope read FILES --model ${model.folder}`,
        ]),
    "",
  ].join("\n");
}

function measuredLines(report: CalibrationReport): string[] {
  const { from, population, fitted, outputs, sharpness, onlyEnough } = report;
  if (population === null || fitted === null) return [];
  const refused = population.refused.reduce((sum, { radiographs }) => sum + radiographs, 0);
  const method = CALIBRATION_METHODS.find((one) => one === fitted.method) ?? "platt";
  const positivesNeeded = POSITIVES_NEEDED[method];
  const enough = outputs.filter((output) => output.enough);
  const lacking = outputs.filter((output) => !output.enough);
  return [
    `${from.name} ${from.version} on ${fitted.population}: ${fitted.radiographs} radiographs of ${fitted.patients} patients (${population.labelled} labelled, ${population.missing} without image, ${refused} refused).`,
    "",
    "Calibration, before -> after on patients that it was not fitted on (Brier gain with its interval by patient; above 0 is better):",
    alignedTable([
      [
        "",
        "positives",
        "method",
        "observed to expected",
        "calibration error",
        "Brier score",
        "gain",
      ],
      ...outputs.map(calibrationRow),
    ]),
    "",
    "Operating points, counted on patients that they were not chosen on (intervals by patient):",
    alignedTable([["", "point", "sensitivity", "", "specificity", ""], ...outputs.map(pointRow)]),
    "",
    `Are ${fitted.radiographs} radiographs enough? Enough: intervals of sensitivity and specificity no wider than ${sharpness.width}, observed to expected known within a factor of ${sharpness.factor}.`,
    `For ${enough.length} of ${outputs.length} they are${enough.length === 0 ? "" : `: ${enough.map(({ name }) => outputName(name)).join(", ")}`}.`,
    ...(lacking.length === 0
      ? []
      : [
          "",
          "Not for these. A finding that nothing was fitted for, or only to measure, keeps the calibration and the operating point that it had, if any. Needed, about:",
          alignedTable([
            [
              "",
              "fitted",
              "positives",
              "positives for sensitivity",
              "negatives for specificity",
              "positives for observed to expected",
              "radiographs like these",
            ],
            ...lacking.map((output) => lackingRow(output, positivesNeeded, onlyEnough)),
          ]),
        ]),
    "",
  ];
}

function calibrationRow({ name, positives, fitted, observedBefore }: RecalibratedOutput) {
  if (fitted === null) {
    const before = observedBefore === null ? "-" : figure(observedBefore.value, 2);
    return [outputName(name), String(positives), "kept", before, "", "", ""];
  }
  const { figures, observedAfter, calibration } = fitted;
  const { before, after, gain } = figures;
  const { interval } = gain.brierScore;
  return [
    outputName(name),
    String(positives),
    calibration.method,
    `${figure(observedBefore?.value, 2)} -> ${figure(observedAfter?.value, 2)}`,
    `${figure(before.calibrationError.value)} -> ${figure(after.calibrationError.value)}`,
    `${figure(before.brierScore.value)} -> ${figure(after.brierScore.value)}`,
    `${figure(gain.brierScore.value, 4)}${interval === null ? "" : ` (${figure(interval.low, 4)} to ${figure(interval.high, 4)})`}`,
  ];
}

function pointRow({ name, fitted, sensitivity, specificity }: RecalibratedOutput) {
  const point = fitted === null ? (sensitivity === null ? "none" : "kept") : "";
  return [
    outputName(name),
    point === "" ? figure(fitted?.operatingPoint) : point,
    withInterval(sensitivity?.value, sensitivity?.interval),
    sensitivity ? `${sensitivity.correct}/${sensitivity.of}` : "",
    withInterval(specificity?.value, specificity?.interval),
    specificity ? `${specificity.correct}/${specificity.of}` : "",
  ];
}

/** What is missing for one output. */
function lackingRow(
  output: RecalibratedOutput,
  positivesNeeded: number,
  onlyEnough: boolean,
): string[] {
  const { name, kept, needs, positives, radiographs } = output;
  const needed = needs.map((need) => (need.enough ? "enough" : String(need.needed)));
  // Where the radiographs do not tell how frequent the finding is, nobody can say how many it takes.
  const isFrequencyKnown = positives > 0 && positives < radiographs;
  const all = needs.map(({ figure: what, needed: cases }) =>
    what === "specificity"
      ? cases / (radiographs - positives)
      : Math.max(cases, positivesNeeded) / positives,
  );
  return [
    outputName(name),
    kept === null ? (onlyEnough ? "measured only" : "yes") : `no: ${kept}`,
    String(positives),
    ...needed,
    isFrequencyKnown ? roundedUp(radiographs * Math.max(...all)) : "-",
  ];
}

/** To two digits: nothing sharper is known. */
function roundedUp(radiographs: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(radiographs)) - 1);
  return String(Math.ceil(radiographs / unit) * unit);
}
