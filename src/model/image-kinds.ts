/**
 * What an image is to a gate. Only the first is read; the others say in words why an image is refused. A mirrored
 * radiograph is none of them: at the size that networks see, it can't be told from a heart on the right.
 */
export const IMAGE_KINDS = [
  "frontal-chest",
  "turned-left",
  "turned-right",
  "upside-down",
  "negative",
  "spoiled",
  "something-else",
] as const;

export type ImageKind = (typeof IMAGE_KINDS)[number];
