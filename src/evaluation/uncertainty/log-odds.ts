/** What no calibration on a finite number of radiographs can tell from 0 or 1. */
const LEAST = 1e-12;

/** ln(p / (1 - p)) of a probability, finite also for 0 and 1. */
export function logOdds(probability: number): number {
  const inside = Math.min(Math.max(probability, LEAST), 1 - LEAST);
  return Math.log(inside / (1 - inside));
}
