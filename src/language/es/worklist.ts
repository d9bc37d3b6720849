import type { WORKLIST as ENGLISH } from "../en/worklist.ts";

/** What the worklist says, in Spanish. */
export const WORKLIST: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "worklist.title": "Lista de trabajo",
};
