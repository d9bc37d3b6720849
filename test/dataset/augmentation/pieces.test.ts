import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Affine, compose, IDENTITY } from "../../../src/dataset/augmentation/affine.ts";
import { drawBlur } from "../../../src/dataset/augmentation/blur.ts";
import { drawCrop } from "../../../src/dataset/augmentation/crop.ts";
import { cutOut } from "../../../src/dataset/augmentation/cutout.ts";
import { drawFactor } from "../../../src/dataset/augmentation/draw.ts";
import { changeIntensity } from "../../../src/dataset/augmentation/intensity.ts";
import { filterSymmetric } from "../../../src/dataset/augmentation/kernel.ts";
import { addNoise } from "../../../src/dataset/augmentation/noise.ts";
import { drawRotation } from "../../../src/dataset/augmentation/rotation.ts";
import { drawScale } from "../../../src/dataset/augmentation/scale.ts";
import { drawSharpness } from "../../../src/dataset/augmentation/sharpness.ts";
import { drawTranslation } from "../../../src/dataset/augmentation/translation.ts";
import { warp } from "../../../src/dataset/augmentation/warp.ts";
import { Random } from "../../../src/random.ts";
import { mean, randomImage, square } from "./images.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("poses", () => {
  test("stay within their limits, and rotate, move and scale by definition", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rotation = drawRotation(10, Random.fromSeed(seed));
        expect(rotation.xx ** 2 + rotation.yx ** 2).toBeCloseTo(1, 12);
        expect([rotation.yy, rotation.xy]).toEqual([rotation.xx, -rotation.yx]);
        expect(Math.abs(Math.atan2(rotation.yx, rotation.xx))).toBeLessThanOrEqual(
          (10 / 180) * Math.PI,
        );

        const { x0, y0, ...rest } = drawTranslation(0.1, Random.fromSeed(seed));
        expect(rest).toEqual({ xx: 1, xy: 0, yx: 0, yy: 1 });
        expect(Math.max(Math.abs(x0), Math.abs(y0))).toBeLessThanOrEqual(0.1);

        const scale = drawScale(0.25, Random.fromSeed(seed));
        expect(scale.xx).toBe(scale.yy);
        expect(scale.xx).toBeGreaterThanOrEqual(0.8);
        expect(scale.xx).toBeLessThanOrEqual(1.25);
      }),
    );
  });

  test("a crop's window lies within the image and has the side that it should", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { xx, yy, x0, y0 } = drawCrop(0.3, Random.fromSeed(seed));
        expect(xx).toBe(yy);
        expect(xx).toBeGreaterThanOrEqual(0.7);
        for (const center of [x0, y0])
          expect(Math.abs(center) + xx / 2).toBeLessThanOrEqual(0.5 + 1e-12);
      }),
    );
  });

  test("a factor is above 1 as often as below, and reaches both limits", () => {
    const random = Random.fromSeed(1);
    const factors = Array.from({ length: 10_000 }, () => drawFactor(0.5, random));
    expect(mean(factors.map(Math.log))).toBeCloseTo(0, 1);
    expect(mean(factors.map((factor) => (factor > 1 ? 1 : 0)))).toBeCloseTo(0.5, 1);
    expect(Math.max(...factors)).toBeCloseTo(1.5, 2);
    expect(Math.min(...factors)).toBeCloseTo(1 / 1.5, 2);
  });
});

describe("warp", () => {
  const quarter: Affine = { xx: 0, xy: -1, x0: 0, yx: 1, yy: 0, y0: 0 };

  test("a quarter turn exchanges rows and columns", () => {
    const image = randomImage(square(6), 1);
    const turned = warped(image, 6, quarter);
    for (let row = 0; row < 6; row++) {
      for (let column = 0; column < 6; column++) {
        expect(turned[row * 6 + column]).toBeCloseTo(
          image[column * 6 + (5 - row)] ?? Number.NaN,
          5,
        );
      }
    }
  });

  test("a translation by two whole pixels shifts, and repeats the border", () => {
    const image = randomImage(square(8), 2);
    const shifted = warped(image, 8, { ...IDENTITY, x0: 2 / 8 });
    const expected = image.map((_, index) => {
      const column = Math.min((index % 8) + 2, 7);
      return image[index - (index % 8) + column] ?? Number.NaN;
    });
    expectNear(shifted, expected, 1e-6);
  });

  test("a composed map reads as its parts do one after the other", () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const affine = fc.record({
      xx: number,
      xy: number,
      x0: number,
      yx: number,
      yy: number,
      y0: number,
    });
    fc.assert(
      fc.property(affine, affine, number, number, (outer, inner, x, y) => {
        const once = through(compose(outer, inner), [x, y]);
        const twice = through(inner, through(outer, [x, y]));
        expect(once[0]).toBeCloseTo(twice[0], 10);
        expect(once[1]).toBeCloseTo(twice[1], 10);
      }),
    );
  });

  function through({ xx, xy, x0, yx, yy, y0 }: Affine, [x, y]: readonly [number, number]) {
    return [xx * x + xy * y + x0, yx * x + yy * y + y0] as const;
  }

  function warped(image: Float32Array, side: number, map: Affine): Float32Array {
    const output = new Float32Array(side * side);
    warp(image, square(side), square(side), map, output);
    return output;
  }
});

describe("intensity", () => {
  test("follows its formula to a fifth of an 8-bit grey, beyond the darkest thousandth", () => {
    const grey = Float32Array.from({ length: 5000 }, (_, index) => index / 4999);
    for (const [gamma, contrast, brightness] of [
      [1, 1, 0],
      [2, 1, 0],
      [0.5, 1, 0],
      [1, 1.5, 0],
      [1, 1, -0.25],
      [0.8, 1.2, 0.1],
    ] as const) {
      const changed = grey.slice();
      changeIntensity(changed, { gamma, contrast, brightness });
      const expected = grey.map((value) =>
        Math.min(Math.max((value ** gamma - 0.5) * contrast + 0.5 + brightness, 0), 1),
      );
      const beyond = (_: number, index: number) => index > 4999 / 1024;
      expectNear(changed.filter(beyond), expected.filter(beyond), 1 / 255 / 5);
      expectNear(changed, expected, 1 / 128); // sqrt(x) - 32 x is at most 1/128 up to 1/1024
    }
  });
});

describe("noise", () => {
  test("is Gaussian: mean, deviation, skewness, kurtosis, and no likeness between neighbours", () => {
    const grey = new Float32Array(400_000);
    addNoise(grey, 1, Random.fromSeed(6));
    const deviation = Random.fromSeed(6).uniform();
    const standard = Array.from(grey, (value) => value / deviation);
    expect(Math.abs(mean(standard))).toBeLessThan(0.01);
    expect(Math.abs(mean(standard.map((value) => value ** 2)) - 1)).toBeLessThan(0.01);
    expect(Math.abs(mean(standard.map((value) => value ** 3)))).toBeLessThan(0.03);
    expect(mean(standard.map((value) => value ** 4))).toBeCloseTo(3, 1);
    for (const lag of [1, 2, 3]) {
      const products = standard.slice(lag).map((value, index) => value * (standard[index] ?? 0));
      expect(Math.abs(mean(products))).toBeLessThan(0.01);
    }
    const beyond = mean(standard.map((value) => (Math.abs(value) > 1.959964 ? 1 : 0)));
    expect(beyond).toBeCloseTo(0.05, 2);
  });

  test("reaches the last pixel of an odd image", () => {
    const grey = new Float32Array(7);
    addNoise(grey, 1, Random.fromSeed(7));
    expect(grey.every((value) => value !== 0)).toBe(true);
  });
});

describe("kernels", () => {
  test("sum to 1; a blur's variance is that of its Gaussian, a sharpening's is negative", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const deviation = Random.fromSeed(seed).uniform() * 2;
        const blur = drawBlur(2, Random.fromSeed(seed));
        expect(whole(blur)).toBeCloseTo(1, 10);
        if (deviation > 0.6) expect(variance(blur) / deviation ** 2).toBeGreaterThan(0.9);
        expect(variance(blur)).toBeLessThanOrEqual(deviation ** 2 + 0.01);
        const sharp = drawSharpness(0.5, Random.fromSeed(seed));
        expect(whole(sharp)).toBeCloseTo(1, 10);
        expect(variance(sharp)).toBeLessThanOrEqual(0);
        expect(variance(sharp)).toBeGreaterThanOrEqual(-1);
      }),
    );
  });

  test("a flat image stays flat up to its border", () => {
    const flat = new Float32Array(35).fill(0.3);
    for (const kernel of [
      [0.6, 0.2],
      [1.4, -0.2],
      [0.4, 0.2, 0.1],
    ]) {
      expectNear(filterSymmetric(flat, { rows: 5, columns: 7 }, kernel), flat, 1e-6);
    }
  });

  const variance = (kernel: readonly number[]) =>
    kernel.reduce((sum, weight, distance) => sum + 2 * weight * distance ** 2, 0);
  const whole = (kernel: readonly number[]) =>
    kernel.reduce((sum, weight, distance) => sum + (distance === 0 ? weight : 2 * weight), 0);
});

describe("cutout", () => {
  test("fills one rectangle, at most as large as allowed, with the mean grey", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const image = randomImage(square(20), seed);
        const cut = image.slice();
        cutOut(cut, square(20), 0.5, Random.fromSeed(seed));
        const changed = [...cut.keys()].filter((index) => cut[index] !== image[index]);
        const rows = changed.map((index) => Math.floor(index / 20));
        const columns = changed.map((index) => index % 20);
        const height = changed.length === 0 ? 0 : Math.max(...rows) - Math.min(...rows) + 1;
        const width = changed.length === 0 ? 0 : Math.max(...columns) - Math.min(...columns) + 1;
        expect(changed).toHaveLength(height * width);
        expect(Math.max(height, width)).toBeLessThanOrEqual(11);
        for (const index of changed) expect(cut[index]).toBeCloseTo(mean(image), 5);
      }),
    );
  });
});

function expectNear(actual: Float32Array, expected: Float32Array, tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of actual.entries()) {
    expect(Math.abs(value - (expected[index] ?? Number.NaN)), `at ${index}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}
