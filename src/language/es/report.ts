import type { REPORT as ENGLISH } from "../en/report.ts";

/** What reports and the patient's page say, in Spanish. */
export const REPORT: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "report.title": "Radiografía de tórax: informe",
};
