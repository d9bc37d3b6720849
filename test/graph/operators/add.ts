import { add } from "../../../src/graph/index.ts";
import { elementwiseCase } from "./example.ts";

export default elementwiseCase("Add", add, (a, b) => a + b);
