import { ReduceMax, reduceMax } from "../../../src/graph/index.ts";
import { reductionCase } from "./reductions.ts";

export default reductionCase(ReduceMax, reduceMax, (values) => Math.max(...values));
