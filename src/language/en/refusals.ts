/** Why an image was not read, by the error's code, in English. */
export const REFUSALS = {
  "refusal.NOT_A_CHEST_RADIOGRAPH": "This does not look like a frontal radiograph of the chest.",
} as const;
