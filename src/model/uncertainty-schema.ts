import Type from "typebox";
import type { OutputUncertainty } from "../evaluation/index.ts";
import { Fraction, Nullable } from "./schema-parts.ts";

const Uncertainty = Type.Object({
  /** Between fits with seeds of their own, or to other patients. */
  fits: Type.Object({
    variance: Type.Number({ exclusiveMinimum: 0 }),
    patients: Nullable(Type.Number({ minimum: 0 })),
    weight: Fraction,
    usual: Type.Number({ minimum: 0 }),
    quantile: Type.Number({ exclusiveMinimum: 0 }),
  }),
  /** Of the calibration, had it been fitted to other patients. */
  calibration: Type.Object({
    logits: Type.Array(Type.Number(), { minItems: 1 }),
    standardErrors: Type.Array(Type.Number({ minimum: 0 }), { minItems: 1 }),
  }),
});

/** What makes a probability of one output uncertain; `evaluation/uncertainty/` says what it means. */
export const UncertaintySchema = Type.Unsafe<OutputUncertainty>(Uncertainty);

/** What a schema can't say: an error for each logit, and logits that rise. */
export function uncertaintyProblem({ calibration }: OutputUncertainty): string | null {
  const { logits, standardErrors } = calibration;
  if (logits.length !== standardErrors.length)
    return `the uncertainty of a calibration has ${logits.length} logits and ${standardErrors.length} standard errors`;
  const rises = logits.every((logit, place) => place === 0 || logit > (logits[place - 1] ?? logit));
  return rises ? null : "the logits of a calibration's uncertainty do not rise";
}
