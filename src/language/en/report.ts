/** What reports and the patient's page say, in English. */
export const REPORT = {
  "report.title": "Chest radiograph: report",
} as const;
