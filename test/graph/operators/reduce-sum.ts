import { ReduceSum, reduceSum } from "../../../src/graph/index.ts";
import { reductionCase } from "./reductions.ts";

export default reductionCase(ReduceSum, reduceSum, (values) =>
  values.reduce((sum, value) => sum + value, 0),
);
