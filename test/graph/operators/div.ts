import { div } from "../../../src/graph/index.ts";
import { elementwiseCase, POSITIVE } from "./example.ts";

export default elementwiseCase("Div", div, (a, b) => a / b, { ranges: [undefined, POSITIVE] });
