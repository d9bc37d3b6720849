import type { ChestDescription } from "./description.ts";
import { domeOf } from "./diaphragm.ts";
import { type Side, sign } from "./frame.ts";
import type { Lesion, ShownFinding } from "./lesion.ts";
import { heartWidthOf } from "./mediastinum.ts";
import { type Random, randomStream } from "./random.ts";
import { thoraxOf } from "./thorax.ts";
import type { Vector } from "./vector.ts";

/** Draws a lesion of that finding where it may occur in this chest; the seed chooses among them. */
export function placeLesion(chest: ChestDescription, finding: ShownFinding, seed: number): Lesion {
  const random = randomStream(seed, `lesion ${finding}`);
  const side: Side = random.chance(0.5) ? "right" : "left";
  switch (finding) {
    case "Nodule": {
      const diameter = random.between(9, 28);
      return { finding, diameter, place: inLung(chest, side, random, diameter / 2 + 5) };
    }
    case "Mass": {
      const diameter = random.between(34, 62);
      return { finding, diameter, place: inLung(chest, side, random, diameter / 2 + 2) };
    }
    case "Cardiomegaly":
      return { finding, cardiothoracicRatio: random.between(0.57, 0.68) };
    case "Effusion":
      return { finding, side, height: random.between(45, 110) };
    case "Consolidation": {
      const radius = random.between(28, 46);
      const place = inLung(chest, side, random, radius * 0.8);
      return { finding, side, place, radius, depth: random.between(45, 85) };
    }
    case "Pneumothorax":
      return { finding, side, gap: random.between(16, 48) };
    case "Edema":
      return { finding, depth: random.between(36, 60) };
    case "Emphysema":
      return { finding, severity: random.between(0.6, 1) };
    case "Atelectasis": {
      const length = random.between(45, 80);
      const dome = domeOf(chest, thoraxOf(chest), side);
      const y = dome.top - random.between(6, 32);
      const x = sign(side) * (Math.abs(dome.x) + random.between(-2, 18));
      return { finding, side, length, place: { x, y, z: 0 } };
    }
  }
}

/** Tries until a place is found; half of all places in the lung's bounding box will do. */
const TRIES = 200;

/** A place where the lung is deep, clear of heart and diaphragm in the picture, by a margin. */
function inLung(chest: ChestDescription, side: Side, random: Random, margin: number): Vector {
  const thorax = thoraxOf(chest);
  const dome = domeOf(chest, thorax, side);
  const heart = heartWidthOf(chest)[side];
  let place: Vector = { x: sign(side) * 85, y: 110, z: 0 };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const y = random.between(22 + margin * 0.6, dome.top - margin * 0.9);
    const outer = thorax.halfWidth(y) - margin - 4;
    const inner = (y > dome.top - 90 ? heart : 34) + margin;
    if (outer <= inner) continue;
    const x = random.between(inner, outer);
    const depth = thorax.halfDepth(y) * (1 - (x / thorax.halfWidth(y)) ** 2);
    if (depth < margin * 0.8) continue;
    place = { x: sign(side) * x, y, z: thorax.middle(y) + depth * random.between(-0.4, 0.4) };
    break;
  }
  return place;
}
