import { erf } from "../../../src/graph/index.ts";
import { unaryCase } from "./example.ts";

/** Maclaurin's series, 2/√π Σ (-1)^n x^(2n+1) / (n! (2n+1)): below 1 twenty terms are exact. */
export function erfOf(x: number): number {
  let power = x;
  let sum = x;
  for (let n = 1; n < 40; n++) {
    power *= (-x * x) / n;
    sum += power / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

export default unaryCase("Erf", erf, erfOf);
