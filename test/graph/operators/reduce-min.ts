import { ReduceMin, reduceMin } from "../../../src/graph/index.ts";
import { reductionCase } from "./reductions.ts";

export default reductionCase(ReduceMin, reduceMin, (values) => Math.min(...values));
