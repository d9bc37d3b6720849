import type { Finding } from "./findings.ts";

/** Findings that cannot wait. */
export const CRITICAL_FINDINGS: readonly Finding[] = ["Pneumothorax"];
