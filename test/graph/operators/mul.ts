import { mul } from "../../../src/graph/index.ts";
import { elementwiseCase } from "./example.ts";

export default elementwiseCase("Mul", mul, (a, b) => a * b);
