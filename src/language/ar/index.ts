import type { Catalogue } from "../catalogue.ts";
import { COMMON } from "./common.ts";
import { REFUSALS } from "./refusals.ts";
import { REPORT } from "./report.ts";
import { STUDY } from "./study.ts";
import { VIEWER } from "./viewer.ts";
import { WORKLIST } from "./worklist.ts";

/** Every text in Arabic. */
export const ARABIC: Catalogue = {
  ...COMMON,
  ...WORKLIST,
  ...VIEWER,
  ...STUDY,
  ...REPORT,
  ...REFUSALS,
};
