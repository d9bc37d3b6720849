import type { STUDY as ENGLISH } from "../en/study.ts";

/** What a study's page says, in Spanish. */
export const STUDY: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "study.findings": "Hallazgos",
};
