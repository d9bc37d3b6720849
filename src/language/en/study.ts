/** What a study's page says, in English. */
export const STUDY = {
  "study.findings": "Findings",
} as const;
