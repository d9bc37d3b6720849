import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";
import { scalar } from "../tensor.ts";
import { unbroadcast } from "../unbroadcast.ts";

/**
 * Elementwise choice, y = a where the condition holds, else b, with broadcasting.
 *
 * Gradient: da = dy where the condition holds, else 0; db the other way round.
 */
export const Where = defineOperator("Where", {
  inputs: 3,
  type: ({ inputs: [, a] }) => a?.type ?? "float32",
  shape: ({ inputs: [condition], shapes: [mask = [], a = [], b = []] }) => {
    if (condition?.type === "bool") return [broadcast(mask, broadcast(a, b))];
    throw new GraphError("SHAPE_MISMATCH", "The condition must be true or false.", {
      type: condition?.type,
    });
  },
  gradient: (g, { inputs: [condition, a, b], outputs: [y], outputGradients: [dy] }) => [
    null,
    () => unbroadcast(g, g.where(condition, dy, zeroOf(dy)), y.shape, a.shape),
    () => unbroadcast(g, g.where(condition, zeroOf(dy), dy), y.shape, b.shape),
  ],
});

export function where(condition: Value, a: Value, b: Value): Value {
  return Where.call([condition, a, b]);
}

function zeroOf(value: Value): Value {
  return value.graph.constant(scalar(0));
}
