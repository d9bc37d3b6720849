import { sigmoid } from "../../../src/graph/index.ts";
import { unaryCase } from "./example.ts";

export default unaryCase("Sigmoid", sigmoid, (x) => 1 / (1 + Math.exp(-x)));
