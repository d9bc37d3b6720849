import { hardSwish } from "../../../src/graph/index.ts";
import { unaryExamples } from "../operators/example.ts";

export default unaryExamples(hardSwish, (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6, [-5, 5]);
