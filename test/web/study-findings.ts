import { FINDINGS, type Finding } from "../../src/findings/index.ts";
import type { FindingReading, Reading } from "../../web/src/api/types.ts";

/** A finding of a reading, negative unless told otherwise. */
export function findingReading(
  finding: Finding,
  said: Partial<FindingReading> = {},
): FindingReading {
  const interval = { low: 0.01, high: 0.03 };
  const negative = { probability: 0.02, interval, operatingPoint: 0.1 };
  return { finding, ...negative, positive: false, borderline: false, ...said };
}

/** What findings are that are not negative. */
export const POSITIVE = { probability: 0.5, interval: { low: 0.4, high: 0.6 }, positive: true };
export const BORDERLINE_ABOVE = {
  probability: 0.12,
  interval: { low: 0.08, high: 0.2 },
  positive: true,
  borderline: true,
};
export const BORDERLINE_BELOW = {
  probability: 0.08,
  interval: { low: 0.05, high: 0.15 },
  borderline: true,
};
export const NOT_JUDGED = { operatingPoint: 1 };
export const NOT_READ = { probability: null, interval: null, operatingPoint: null };

/** A reading in which some findings are not negative. */
export function readingWith(
  said: Partial<Record<Finding, Partial<FindingReading>>>,
  rest: Partial<Reading> = {},
): Reading {
  return {
    id: "3f6c1a52-5b5f-4c57-9a58-0d5f6f9f4a11",
    image: "0".repeat(64),
    createdAt: "2026-11-30T09:00:00.000Z",
    anyway: false,
    model: { name: "test", version: "1", sha256: "1".repeat(64) },
    radiograph: { rows: 1024, columns: 1024, format: "png", view: null, warnings: [] },
    findings: FINDINGS.map((finding) => findingReading(finding, said[finding])),
    abnormal: 0.4,
    abnormalInterval: { low: 0.3, high: 0.5 },
    ...rest,
  };
}
