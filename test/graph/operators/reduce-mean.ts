import { ReduceMean, reduceMean } from "../../../src/graph/index.ts";
import { reductionCase } from "./reductions.ts";

export default reductionCase(
  ReduceMean,
  reduceMean,
  (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
);
