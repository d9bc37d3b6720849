import { softplus } from "../../../src/graph/index.ts";
import { unaryExamples } from "../operators/example.ts";

export default unaryExamples(softplus, (x) => Math.log(1 + Math.exp(x)), [-6, 6]);
