export { displayName, FINDINGS, type Finding, isFinding } from "./findings.ts";
