import { interpolateInferno } from "d3-scale-chromatic";

/** Steps of the map; more can't be told apart in 8 bits. */
const STEPS = 256;

/**
 * Inferno, from black over red to pale yellow: lightness rises evenly, so that more always looks like more,
 * in grey print and with any colour vision too. Smith and van der Walt, matplotlib, 2015.
 */
const INFERNO = Uint8Array.from({ length: STEPS * 3 }, (_, index) => {
  const colour = interpolateInferno(Math.floor(index / 3) / (STEPS - 1));
  return Number.parseInt(colour.slice(1 + 2 * (index % 3), 3 + 2 * (index % 3)), 16);
});

/** Red, green and blue, 0..255, of a value from 0 to 1. */
export function heatColour(value: number): readonly [number, number, number] {
  const step = Math.round(Math.min(Math.max(value, 0), 1) * (STEPS - 1)) * 3;
  return [INFERNO[step] ?? 0, INFERNO[step + 1] ?? 0, INFERNO[step + 2] ?? 0];
}

/** The map as a CSS gradient from left to right, for legends on pages. */
export function heatGradient(): string {
  const stops = Array.from({ length: 9 }, (_, index) => `rgb(${heatColour(index / 8).join(" ")})`);
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
