import type { TextKey } from "../../../../src/language/index.ts";
import { isProblem } from "../../api/problem.ts";

/** Why a report was not saved. */
export function reportErrorWords(error: Error): TextKey {
  if (isProblem(error, "REPORT_OF_ANOTHER")) return "study.report.ofAnother";
  if (isProblem(error) && error.problem.status === 401) return "study.report.signedOut";
  if (isProblem(error) && error.problem.status === 503) return "study.report.busy";
  return "study.report.failed";
}
