import { tanh } from "../../../src/graph/index.ts";
import { unaryCase } from "./example.ts";

export default unaryCase("Tanh", tanh, Math.tanh);
