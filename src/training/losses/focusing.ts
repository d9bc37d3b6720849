import { exp, mul, scalar, type Value } from "../../graph/index.ts";

/**
 * q^γ of a probability q that is given as -ln q, for exponents γ from 0. In logarithms, because the slope of
 * a power at q = 0, where sigmoids arrive by rounding, is not finite for every γ.
 */
export function powerOf(negativeLogarithm: Value, gamma: number): Value {
  return exp(times(negativeLogarithm, -gamma));
}

/** A value times a number. */
export function times(value: Value, factor: number): Value {
  return mul(value, value.graph.constant(scalar(factor)));
}
