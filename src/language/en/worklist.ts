/** What the worklist says, in English. */
export const WORKLIST = {
  "worklist.title": "Worklist",
} as const;
