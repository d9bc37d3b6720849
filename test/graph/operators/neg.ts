import { neg } from "../../../src/graph/index.ts";
import { unaryCase } from "./example.ts";

export default unaryCase("Neg", neg, (x) => -x);
