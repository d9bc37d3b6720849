import { log } from "../../../src/graph/index.ts";
import { POSITIVE, unaryCase } from "./example.ts";

export default unaryCase("Log", log, Math.log, POSITIVE);
