import { DatasetError } from "../errors.ts";

/** How many synthetic patients, and the seed of all that they are. */
export interface GeneratedSettings {
  readonly seed: number;
  readonly patients: number;
  /** The last patients, whom nothing is learned from. */
  readonly heldOutPatients: number;
  /** Rows and columns of each radiograph. */
  readonly size: number;
}

/** The smallest and the largest value of each setting; radiographs of less than 64 pixels are refused when read. */
const RANGES: readonly (readonly [keyof GeneratedSettings, least: number, most: number])[] = [
  ["seed", 0, 2 ** 32 - 1],
  ["patients", 1, 1_000_000],
  ["heldOutPatients", 0, 1_000_000],
  ["size", 64, 2048],
];

/** @throws DatasetError `GENERATED_INVALID`. */
export function checkSettings(settings: GeneratedSettings): void {
  for (const [name, least, most] of RANGES) {
    const value = settings[name];
    if (Number.isInteger(value) && value >= least && value <= most) continue;
    throw new DatasetError(
      "GENERATED_INVALID",
      `generated radiographs, ${name} ${value}: give a whole number from ${least} to ${most}.`,
      { name, value },
    );
  }
}
