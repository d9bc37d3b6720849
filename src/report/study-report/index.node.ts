/** Style rules of the fonts that a page brings along. */
export { fontsFor } from "./fonts.node.ts";
/** What a page may load, and how much of a sheet the patient's has. */
export { PAGE_POLICY, patientArea } from "./page-frame.ts";
/** One page for the patient. */
export { patientPage } from "./patient-page.ts";
/** A study's report, for clinicians. */
export { studyReportPage } from "./report-page.ts";
export type {
  ReportFeedback,
  ReportImage,
  ReportPictures,
  Sheet,
  StudyReport,
} from "./study-report.ts";
