import { sub } from "../../../src/graph/index.ts";
import { elementwiseCase } from "./example.ts";

export default elementwiseCase("Sub", sub, (a, b) => a - b);
