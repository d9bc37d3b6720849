/** What the viewer says, in English. */
export const VIEWER = {
  "viewer.label": "Radiograph",
} as const;
