import { exp } from "../../../src/graph/index.ts";
import { unaryCase } from "./example.ts";

export default unaryCase("Exp", exp, Math.exp);
