export { CRITICAL_FINDINGS } from "./critical-findings.ts";
export { displayName, FINDINGS, type Finding, isFinding } from "./findings.ts";
