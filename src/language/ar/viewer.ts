import type { VIEWER as ENGLISH } from "../en/viewer.ts";

/** What the viewer says, in Arabic. */
export const VIEWER: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "viewer.label": "صورة الأشعة",
};
