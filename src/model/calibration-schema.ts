import Type from "typebox";
import type { Calibration } from "../evaluation/index.ts";
import { Fraction } from "./schema-parts.ts";

const Prevalence = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });

/** Odds that are moved to another prevalence than the one fitted at. */
const Shift = { shift: Type.Optional(Type.Object({ from: Prevalence, to: Prevalence })) };

const Maps = Type.Union([
  Type.Object({
    method: Type.Literal("platt"),
    slope: Type.Number({ exclusiveMinimum: 0 }),
    intercept: Type.Number(),
    ...Shift,
  }),
  Type.Object({
    method: Type.Literal("temperature"),
    temperature: Type.Number({ exclusiveMinimum: 0 }),
    ...Shift,
  }),
  Type.Object({
    method: Type.Literal("beta"),
    a: Type.Number({ minimum: 0 }),
    b: Type.Number({ minimum: 0 }),
    c: Type.Number(),
    ...Shift,
  }),
  Type.Object({
    method: Type.Literal("isotonic"),
    scores: Type.Array(Type.Number(), { minItems: 1 }),
    probabilities: Type.Array(Fraction, { minItems: 1 }),
    ...Shift,
  }),
]);

/** How `model.json` states a calibration; `evaluation/calibration.ts` says what it means. */
export const CalibrationSchema = Type.Unsafe<Calibration>(Maps);

/** What a schema can't say: an isotonic calibration has a probability for each score, and both rise. */
export function calibrationProblem(calibration: Calibration): string | null {
  if (calibration.method !== "isotonic") return null;
  const { scores, probabilities } = calibration;
  if (scores.length !== probabilities.length)
    return `an isotonic calibration has ${scores.length} scores and ${probabilities.length} probabilities`;
  const rises = scores.every(
    (score, corner) =>
      corner === 0 ||
      (score > (scores[corner - 1] ?? score) &&
        (probabilities[corner] ?? 0) >= (probabilities[corner - 1] ?? 0)),
  );
  return rises ? null : "an isotonic calibration does not rise";
}
