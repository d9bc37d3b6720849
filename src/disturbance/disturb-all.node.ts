import { createHash } from "node:crypto";
import type { GreyImage } from "../radiograph/index.ts";
import { Random } from "../random.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * One image under each severity of each disturbance, in their order, one after the other; null where a severity
 * leaves it as it is.
 *
 * What is left to chance follows from the seed, the image's name and the disturbance: the same in every run, and
 * the same at all severities of a disturbance, so that they differ in nothing else.
 */
export async function* disturbAll(
  image: GreyImage,
  name: string,
  disturbances: readonly Disturbance[],
  seed: number,
): AsyncGenerator<GreyImage | null> {
  for (const disturbance of disturbances) {
    const drawn = seedOf(`${seed} ${disturbance.name} ${name}`);
    for (const severity of disturbance.severities) {
      const disturbed = await disturbance.disturb(image, severity, Random.fromSeed(drawn));
      yield disturbed === image ? null : disturbed;
    }
  }
}

/** 32 bits of a text. */
function seedOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32LE(0);
}
