/** Of middling lightness, so that each stands out by 3 to 1 from a white page and from a dark one. */
const COLOURS = [
  "#4f7fe0",
  "#d9741a",
  "#2f9e57",
  "#e0506a",
  "#9a6be0",
  "#1f96a0",
  "#a8743f",
  "#868b95",
] as const;

/** The colour of a run's fit, by its place in the log; the ninth has the first one's. */
export function fitColour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0];
}
