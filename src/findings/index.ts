/**
 * The vocabulary: the 14 findings of ChestX-ray14, their order and their names.
 *
 * @module
 */
export { CRITICAL_FINDINGS } from "./critical-findings.ts";
export { displayName, FINDINGS, type Finding, isFinding } from "./findings.ts";
