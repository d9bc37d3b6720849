import fc from "fast-check";
import { gelu, geluTanh } from "../../../src/graph/index.ts";
import { erfOf } from "../operators/erf.ts";
import { unaryExamples } from "../operators/example.ts";

const tanhForm = (x: number) =>
  0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

export default fc.oneof(
  unaryExamples(gelu, (x) => 0.5 * x * (1 + erfOf(x / Math.sqrt(2))), [-3, 3]),
  unaryExamples(geluTanh, tanhForm, [-3, 3]),
);
