import { cast, greater } from "../../../src/graph/index.ts";
import { elementwiseCase } from "./example.ts";

export default elementwiseCase(
  "Greater",
  (a, b) => cast(greater(a, b), "float32"),
  (a, b) => Number(a > b),
);
