import { sqrt } from "../../../src/graph/index.ts";
import { POSITIVE, unaryCase } from "./example.ts";

export default unaryCase("Sqrt", sqrt, Math.sqrt, POSITIVE);
