import type { GateDescription } from "../model/description.ts";
import type { ImageKind } from "../model/image-kinds.ts";
import { type RefusalCode, RefusedRadiographError } from "../radiograph/errors.ts";

/** What a gate makes of an image. */
export interface GateOutputs {
  /** The probability of each of the gate's kinds, in its order. */
  readonly kinds: ArrayLike<number>;
  readonly distance: number;
}

interface Refusal {
  readonly code: RefusalCode;
  readonly what: string;
  readonly cure: string;
}

const REFUSALS: Readonly<Record<Exclude<ImageKind, "frontal-chest">, Refusal>> = {
  "turned-left": {
    code: "RADIOGRAPH_TURNED",
    what: "it looks turned by a quarter to the left",
    cure: "Turn it back",
  },
  "turned-right": {
    code: "RADIOGRAPH_TURNED",
    what: "it looks turned by a quarter to the right",
    cure: "Turn it back",
  },
  "upside-down": {
    code: "RADIOGRAPH_TURNED",
    what: "it looks upside down",
    cure: "Turn it round",
  },
  negative: {
    code: "RADIOGRAPH_INVERTED",
    what: "it looks like a negative (bones black, air white)",
    cure: "Invert it",
  },
  spoiled: {
    code: "RADIOGRAPH_SPOILED",
    what: "it looks like a part of a radiograph, or one spoiled by tilt, noise, blur or compression",
    cure: "Take the original file of the whole chest",
  },
  "something-else": {
    code: "NOT_A_CHEST_RADIOGRAPH",
    what: "it does not look like a frontal radiograph of the chest",
    cure: "Thorascope reads frontal chest radiographs only",
  },
};

/**
 * Why an image is refused by what the network sees in it, or null where it is read: it is probably no upright frontal
 * radiograph of a chest, or its features are unlike all that the gate learned from.
 */
export function refusalOf(
  { kinds, leastProbability, greatestDistance }: GateDescription,
  outputs: GateOutputs,
): RefusedRadiographError | null {
  const { distance } = outputs;
  const probabilityOf = (kind: ImageKind) => outputs.kinds[kinds.indexOf(kind)] ?? 0;
  const probability = probabilityOf("frontal-chest");
  const isLikely = probability >= leastProbability;
  if (isLikely && distance <= greatestDistance) return null;
  const kind = isLikely ? "something-else" : mostLikelyOther(kinds, probabilityOf);
  const { code, what, cure } = REFUSALS[kind];
  const why = isLikely
    ? `its features lie ${times(distance)} as far from those of chest radiographs as usual, where ${times(greatestDistance)} is allowed`
    : `probability of an upright frontal chest radiograph ${probability.toPrecision(2)}, at least ${leastProbability.toPrecision(2)} is needed`;
  return new RefusedRadiographError(code, `${what} (${why}). ${cure}.`, {
    kind,
    probability,
    distance,
  });
}

function mostLikelyOther(
  kinds: readonly ImageKind[],
  probabilityOf: (kind: ImageKind) => number,
): Exclude<ImageKind, "frontal-chest"> {
  let most: Exclude<ImageKind, "frontal-chest"> = "something-else";
  for (const kind of kinds) {
    if (kind !== "frontal-chest" && probabilityOf(kind) > probabilityOf(most)) most = kind;
  }
  return most;
}

function times(distance: number): string {
  return `${distance.toPrecision(2)} times`;
}
