import { pow } from "../../../src/graph/index.ts";
import { elementwiseCase, POSITIVE } from "./example.ts";

export default elementwiseCase("Pow", pow, (a, b) => a ** b, { ranges: [POSITIVE] });
