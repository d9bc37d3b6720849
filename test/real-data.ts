import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The folder of real radiographs beside the repository; it never enters it. */
export const REAL_DATA = resolve(import.meta.dirname, "../../shared/data");

/** Whether it is there. Tests that need it are skipped otherwise, and their names say so. */
export const HAS_REAL_DATA = existsSync(REAL_DATA);

/** Ends the name of a test that needs it. */
export const NEEDS_REAL_DATA = HAS_REAL_DATA ? "" : " (skipped: ../shared/data is absent)";
