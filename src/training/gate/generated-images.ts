import type { Random } from "../../random.ts";

/** A picture that nobody took, size x size greys from 0 to 1. */
export interface GeneratedImage {
  readonly name: string;
  readonly make: (size: number, random: Random) => Float32Array;
}

/** What a gate learns to refuse: noise of a broken detector, ramps and blots of test pictures. */
export const TUNING_IMAGES: readonly GeneratedImage[] = [
  { name: "white noise", make: (size, random) => drawn(size, () => random.uniform()) },
  {
    name: "grey noise",
    make: (size, random) => drawn(size, () => clipped(0.5 + 0.2 * random.normal())),
  },
  {
    name: "ramp",
    make: (size, random) => {
      const share = random.uniform();
      return drawn(size, (row, column) => (share * row + (1 - share) * column) / size);
    },
  },
  {
    name: "blots",
    make: (size, random) => {
      const blots = Array.from({ length: 8 }, () => ({
        row: size * random.uniform(),
        column: size * random.uniform(),
        width: size * (0.04 + 0.15 * random.uniform()),
      }));
      return drawn(size, (row, column) =>
        clipped(
          blots.reduce((sum, blot) => {
            const distance = (row - blot.row) ** 2 + (column - blot.column) ** 2;
            return sum + Math.exp(-distance / (2 * blot.width ** 2));
          }, 0),
        ),
      );
    },
  },
];

/** What a gate is tried on: none of them is among those that it learned from. */
export const TEST_IMAGES: readonly GeneratedImage[] = [
  {
    name: "checks",
    make: (size, random) => {
      const side = 4 + random.below(20);
      return drawn(size, (row, column) => (Math.floor(row / side) + Math.floor(column / side)) % 2);
    },
  },
  {
    name: "stripes",
    make: (size, random) => {
      const [period, share] = [2 + 10 * random.uniform(), random.uniform()];
      return drawn(
        size,
        (row, column) => 0.5 + 0.5 * Math.sin((share * row + (1 - share) * column) / period),
      );
    },
  },
  {
    name: "disc",
    make: (size, random) => {
      const radius = size * (0.1 + 0.4 * random.uniform());
      return drawn(size, (row, column) =>
        Math.hypot(row - size / 2, column - size / 2) < radius ? 1 : 0,
      );
    },
  },
  {
    name: "clouds",
    make: (size, random) => {
      const waves = Array.from({ length: 30 }, () => ({
        down: (8 * random.normal()) / size,
        across: (8 * random.normal()) / size,
        start: 2 * Math.PI * random.uniform(),
      }));
      return drawn(size, (row, column) =>
        clipped(
          0.5 +
            waves.reduce(
              (sum, { down, across, start }) =>
                sum + 0.06 * Math.sin(down * row + across * column + start),
              0,
            ),
        ),
      );
    },
  },
];

function drawn(size: number, at: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, index) =>
    at(Math.floor(index / size), index % size),
  );
}

function clipped(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
