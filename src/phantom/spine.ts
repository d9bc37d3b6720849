import type { Bone } from "./bone.ts";
import { curveThrough } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import { randomStream } from "./random.ts";
import { ribHeadHeight } from "./ribs.ts";
import type { Station } from "./sweep.ts";
import type { Thorax } from "./thorax.ts";
import type { Vector } from "./vector.ts";

const LEFTWARDS: Vector = { x: 1, y: 0, z: 0 };
const FORWARDS: Vector = { x: 0, y: 0, z: 1 };

/** The vertebrae from the sixth of the neck to the third of the loins; disc spaces lie between them. */
export function spineOf(chest: ChestDescription, thorax: Thorax): Bone[] {
  const random = randomStream(chest.seed, "spine");
  const bones: Bone[] = [];
  for (let number = -2; number <= 15; number++) {
    const top = ribHeadHeight(number) * thorax.stature - 3;
    const pitch = (ribHeadHeight(number + 1) - ribHeadHeight(number)) * thorax.stature;
    const back = thorax.middle(Math.max(0, top)) - thorax.halfDepth(Math.max(30, top));
    const wide = (13.5 + Math.abs(number - 3) * 0.55) * random.around(1, 0.02);
    const lean = random.around(0, 0.8);
    bones.push(
      body(top, pitch, back + 34, wide, (Math.PI / 180) * (7.5 - number) * 3.2),
      ...pedicles(top, pitch, back + 12, wide),
      ...transverse(top, pitch, back + 6, wide),
      spinous(top, pitch, back, lean),
    );
  }
  return bones;
}

/** The body: waisted, with dense plates above and below. */
function body(top: number, pitch: number, z: number, wide: number, lean: number): Bone {
  const disc = pitch * 0.15;
  const waist = curveThrough([
    [0, 0.9],
    [0.08, 1],
    [0.5, 0.9],
    [0.92, 1],
    [1, 0.9],
  ]);
  const stations: Station[] = [];
  for (let index = 0; index <= 12; index++) {
    const share = index / 12;
    const along = (pitch - disc) * (share - 0.5);
    stations.push({
      center: { x: 0, y: top + pitch / 2 + along * Math.cos(lean), z: z - along * Math.sin(lean) },
      facing: FORWARDS,
      halfThickness: 12 * waist(share),
      halfHeight: wide * waist(share),
    });
  }
  return { stations, cortex: 1.1, marrow: 0.22 };
}

/** The pedicles: seen end on, as a pair of small rings. */
function pedicles(top: number, pitch: number, z: number, wide: number): Bone[] {
  return [-1, 1].map((side) => ({
    stations: [0, 0.5, 1].map((share) => ({
      center: { x: side * wide * 0.66, y: top + pitch * 0.36, z: z - 4 + 9 * share },
      facing: LEFTWARDS,
      halfThickness: 3,
      halfHeight: 5,
    })),
    cortex: 0.7,
    marrow: 0.25,
  }));
}

/** The transverse processes, which reach out behind the ribs. */
function transverse(top: number, pitch: number, z: number, wide: number): Bone[] {
  return [-1, 1].map((side) => ({
    stations: [0, 0.35, 0.7, 1].map((share) => ({
      center: {
        x: side * (wide * 0.7 + 15 * share),
        y: top + pitch * 0.42 - 3 * share,
        z: z - 8 * share,
      },
      facing: FORWARDS,
      halfThickness: 3,
      halfHeight: 4.6 - 2.2 * share * (1 - share) - (share === 1 ? 1.5 : 0),
    })),
    cortex: 0.7,
    marrow: 0.18,
  }));
}

/** The spinous process: its tip points down and back, a drop-shaped ring below the body. */
function spinous(top: number, pitch: number, z: number, lean: number): Bone {
  return {
    stations: [0, 0.3, 0.6, 0.85, 1].map((share) => ({
      center: { x: lean * share, y: top + pitch * (0.45 + 0.75 * share), z: z - 4 - 16 * share },
      facing: LEFTWARDS,
      halfThickness: 2.4 + 1.4 * share * (share < 1 ? 1 : 0.5),
      halfHeight: 6 - 2 * share,
    })),
    cortex: 0.9,
    marrow: 0.2,
  };
}
