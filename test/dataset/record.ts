import type { RadiographRecord } from "../../src/dataset/index.ts";
import { FINDINGS, type Finding } from "../../src/findings/index.ts";

/** A made-up record with the findings named, all others absent. */
export function recordOf(
  fileName: string,
  patientId: string,
  findings: readonly Finding[] = [],
): RadiographRecord {
  return {
    fileName,
    patientId,
    labels: FINDINGS.map((finding) => (findings.includes(finding) ? 1 : 0)),
    anyFinding: findings.length > 0 ? 1 : 0,
    view: "PA",
    sex: null,
    age: null,
  };
}
