import type { REFUSALS as ENGLISH } from "../en/refusals.ts";

/** Why an image was not read, by the error's code, in Arabic. */
export const REFUSALS: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "refusal.NOT_A_CHEST_RADIOGRAPH": "لا يبدو هذا صورة أشعة أمامية للصدر.",
};
