import type { WORKLIST as ENGLISH } from "../en/worklist.ts";

/** What the worklist says, in Arabic. */
export const WORKLIST: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "worklist.title": "قائمة العمل",
};
