import { COMMON } from "./common.ts";
import { REFUSALS } from "./refusals.ts";
import { REPORT } from "./report.ts";
import { STUDY } from "./study.ts";
import { VIEWER } from "./viewer.ts";
import { WORKLIST } from "./worklist.ts";

/** Every text in English, from which the others are translated. */
export const ENGLISH = {
  ...COMMON,
  ...WORKLIST,
  ...VIEWER,
  ...STUDY,
  ...REPORT,
  ...REFUSALS,
} as const;
