import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AugmentationSettings,
  augment,
  checkAugmentation,
} from "../../../src/dataset/augmentation/index.ts";
import { float32, Graph, resizeBilinear, writeOnnx } from "../../../src/graph/index.ts";
import { Random } from "../../../src/random.ts";
import { createSession } from "../../../src/runtime/index.node.ts";
import { randomImage, square } from "./images.ts";

const upTo = (maximum: number) => fc.double({ min: 0, max: maximum, noNaN: true });

const anySettings: fc.Arbitrary<AugmentationSettings> = fc.record(
  {
    rotation: upTo(30),
    translation: upTo(0.25),
    scale: upTo(0.5),
    crop: upTo(0.5),
    horizontalFlip: upTo(1),
    blur: upTo(2),
    sharpness: upTo(0.5),
    brightness: upTo(0.5),
    contrast: upTo(1),
    gamma: upTo(1),
    noise: upTo(0.2),
    cutout: upTo(0.5),
  },
  { requiredKeys: [] },
);
const side = fc.integer({ min: 1, max: 24 });
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("augment without settings", () => {
  test.each([
    [12, 12],
    [16, 20],
    [13, 29],
    [8, 31],
    [1, 5],
  ])(
    "enlarges %d pixels to %d as ONNX Runtime's Resize does in the reading graph",
    async (from, to) => {
      const image = randomImage(square(from), 1);
      const graph = new Graph("enlarge");
      const grey = graph.input("grey", [1, 1, from, from]);
      graph.output("enlarged", resizeBilinear(grey, to, to));
      const session = await createSession(writeOnnx(graph));
      const { enlarged } = await session.run({ grey: float32([1, 1, from, from], image) });
      await session.release();
      const augmented = augment(image, square(from), square(to), {}, Random.fromSeed(1));
      expect(largestDifference(augmented, enlarged?.data as Float32Array)).toBeLessThan(1e-6);
    },
  );

  test("leaves an image of the same size as it is, and so do settings of 0", () => {
    const image = randomImage(square(9), 2);
    const off = { rotation: 0, translation: 0, scale: 0, crop: 0, horizontalFlip: 0, blur: 0 };
    for (const settings of [
      {},
      { ...off, brightness: 0, contrast: 0, gamma: 0, noise: 0, cutout: 0 },
    ]) {
      const same = augment(image, square(9), square(9), settings, Random.fromSeed(2));
      expect(largestDifference(same, image)).toBeLessThan(1e-6);
    }
  });
});

describe("augment", () => {
  test("gives grey from 0 to 1, repeats itself, and leaves the image alone, whatever is asked for", () => {
    fc.assert(
      fc.property(anySettings, side, side, seeds, (settings, from, to, seed) => {
        checkAugmentation(settings);
        const image = randomImage(square(from), seed);
        const before = image.slice();
        const once = augment(image, square(from), square(to), settings, Random.fromSeed(seed));
        const again = augment(image, square(from), square(to), settings, Random.fromSeed(seed));
        expect(once).toHaveLength(to * to);
        expect(once.every((grey) => grey >= 0 && grey <= 1)).toBe(true);
        expect(again).toEqual(once);
        expect(image).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test("writes over whatever its output holds", () => {
    const image = randomImage(square(8), 3);
    const settings = { rotation: 10, blur: 1, noise: 0.1, cutout: 0.3 };
    const fresh = augment(image, square(8), square(12), settings, Random.fromSeed(3));
    const used = new Float32Array(144).fill(Number.NaN);
    expect(augment(image, square(8), square(12), settings, Random.fromSeed(3), used)).toBe(used);
    expect(used).toEqual(fresh);
  });

  test.each([
    "rotation",
    "translation",
    "scale",
    "crop",
    "horizontalFlip",
    "blur",
    "sharpness",
    "brightness",
    "contrast",
    "gamma",
    "noise",
    "cutout",
  ] as const)("%s changes an image, differently from seed to seed", (name) => {
    const image = randomImage(square(16), 4);
    const plain = augment(image, square(16), square(16), {}, Random.fromSeed(0));
    const variants = Array.from({ length: 20 }, (_, seed) =>
      augment(image, square(16), square(16), { [name]: 0.5 }, Random.fromSeed(seed)).join(),
    );
    expect(new Set([...variants, plain.join()]).size).toBeGreaterThan(
      name === "horizontalFlip" ? 1 : 10,
    );
  });

  test("mirrors never unless asked to, and then with the probability asked for", () => {
    const image = Float32Array.from({ length: 64 }, (_, index) => (index % 8) / 8);
    const share = (settings: AugmentationSettings) => {
      let mirrored = 0;
      for (let seed = 0; seed < 400; seed++) {
        const augmented = augment(image, square(8), square(8), settings, Random.fromSeed(seed));
        if ((augmented[0] ?? 0) > (augmented[7] ?? 0)) mirrored++;
      }
      return mirrored / 400;
    };
    expect(share({ rotation: 30, translation: 0.2, scale: 0.3, crop: 0.3, gamma: 1 })).toBe(0);
    expect(share({ horizontalFlip: 1 })).toBe(1);
    expect(Math.abs(share({ horizontalFlip: 0.3 }) - 0.3)).toBeLessThan(0.09); // 4 standard errors
  });
});

describe("checkAugmentation", () => {
  test.each([
    ["rotation", { rotation: 31 }],
    ["translation", { translation: -0.1 }],
    ["noise", { noise: Number.NaN }],
    ["mixup/alpha", { mixup: { alpha: 0 } }],
    ["rotations", { rotations: 5 }],
  ])("refuses a wrong %s and names it", (name, settings) => {
    const check = () => checkAugmentation(settings as AugmentationSettings);
    expect(check).toThrow(expect.objectContaining({ code: "AUGMENTATION_INVALID" }));
    expect(check).toThrow(name);
  });
});

function largestDifference(one: Float32Array, other: Float32Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? Number.NaN))),
    0,
  );
}
