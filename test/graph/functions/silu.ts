import { silu } from "../../../src/graph/index.ts";
import { unaryExamples } from "../operators/example.ts";

export default unaryExamples(silu, (x) => x / (1 + Math.exp(-x)), [-4, 4]);
