import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blacken } from "../../src/disturbance/collimation.ts";
import { addFrame } from "../../src/disturbance/frame.ts";
import { bendGreys } from "../../src/disturbance/gamma.ts";
import { compress } from "../../src/disturbance/jpeg.node.ts";
import { makeNoisy } from "../../src/disturbance/noise.ts";
import { reduceTo } from "../../src/disturbance/resolution.ts";
import { rotate } from "../../src/disturbance/rotation.ts";
import { drawSideMarker } from "../../src/disturbance/side-marker.ts";
import { throughWindow } from "../../src/disturbance/window.ts";
import { networkInput, readRadiograph, resize } from "../../src/radiograph/index.node.ts";
import { Random } from "../../src/random.ts";
import { at, meanOf, plainImage, psnr, randomImage, SAMPLE, sampleImage } from "./images.ts";

const image = randomImage(60, 44);

describe("resolution", () => {
  test("down to the network's own size changes nothing of what a network sees", async () => {
    const seen = networkInput(await readRadiograph(SAMPLE), 128);
    const reduced = reduceTo(await sampleImage(), 128);
    expect(reduced).toMatchObject({ rows: 128, columns: 128 });
    const size = { rows: 128, columns: 128 };
    expect(resize(reduced.grey, reduced, size)).toEqual(seen);
  });

  test("keeps the shape, the mean, and images that are no larger", async () => {
    expect(reduceTo(image, 30)).toMatchObject({ rows: 30, columns: 22 });
    expect(reduceTo(image, 60)).toBe(image);
    const sample = await sampleImage();
    // Where a triangle is cut off at the edge, its pixels weigh more.
    expect(meanOf(reduceTo(sample, 32))).toBeCloseTo(meanOf(sample), 2);
    expect(reduceTo(plainImage(90, 70, 0.25), 40).grey.every((grey) => grey === 0.25)).toBe(true);
  });
});

describe("gamma", () => {
  test("is undone by its reciprocal, and keeps black, white and order", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (gamma) => {
        const bent = bendGreys(image, gamma);
        const back = bendGreys(bent, 1 / gamma);
        for (const [index, grey] of image.grey.entries())
          expect(back.grey[index]).toBeCloseTo(grey, 4);
      }),
      { numRuns: 20, seed: 1 },
    );
    const ramp = { rows: 1, columns: 5, grey: Float32Array.from([0, 0.25, 0.5, 0.75, 1]) };
    expect([...bendGreys(ramp, 2).grey]).toEqual([0, 0.0625, 0.25, 0.5625, 1]);
    expect([...bendGreys(ramp, 0.5).grey]).toEqual([
      0,
      0.5,
      Math.fround(Math.sqrt(0.5)),
      Math.fround(Math.sqrt(0.75)),
      1,
    ]);
  });
});

describe("window", () => {
  const ramp = { rows: 1, columns: 5, grey: Float32Array.from([0, 0.25, 0.5, 0.75, 1]) };

  test("of half the width doubles contrast about the middle and cuts the ends off", () => {
    expect([...throughWindow(ramp, 0.5, 0.5).grey]).toEqual([0, 0, 0.5, 1, 1]);
    expect([...throughWindow(ramp, 0.5, 2).grey]).toEqual([0.25, 0.375, 0.5, 0.625, 0.75]);
  });

  test("with a higher centre darkens and cuts off the darkest", () => {
    expect([...throughWindow(ramp, 0.75, 1).grey]).toEqual([0, 0, 0.25, 0.5, 0.75]);
    expect([...throughWindow(ramp, 0.25, 1).grey]).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });
});

test("noise has the deviation asked for, no mean, and no memory from pixel to pixel", () => {
  const plain = plainImage(400, 400, 0.5);
  for (const levels of [2, 10, 20]) {
    const noise = makeNoisy(plain, levels, Random.fromSeed(3)).grey.map((grey) => grey - 0.5);
    const moment = (power: number) =>
      noise.reduce((sum, one) => sum + one ** power, 0) / noise.length;
    expect(Math.sqrt(moment(2)) * 255).toBeCloseTo(levels, levels > 5 ? 0 : 1);
    expect(Math.abs(moment(1)) * 255).toBeLessThan(levels / 100);
    // A normal distribution's fourth moment is three squared variances.
    expect(moment(4) / moment(2) ** 2).toBeGreaterThan(2.9);
    expect(moment(4) / moment(2) ** 2).toBeLessThan(3.1);
    const products = noise.slice(1).reduce((sum, one, index) => sum + one * (noise[index] ?? 0), 0);
    expect(Math.abs(products / noise.length / moment(2))).toBeLessThan(0.01);
  }
});

describe("JPEG", () => {
  test("loses the more the lower the quality, and little at the highest", async () => {
    const sample = reduceTo(await sampleImage(), 256);
    const ratios: number[] = [];
    for (const quality of [100, 90, 75, 50, 30, 20, 10, 5])
      ratios.push(psnr(await compress(sample, quality), sample));
    expect(ratios).toEqual(ratios.toSorted((one, other) => other - one));
    expect(ratios[0]).toBeGreaterThan(48);
    expect(ratios.at(-1)).toBeLessThan(30);
  });

  test("works in blocks of 8 x 8: a plain block stays plain beside a busy one", async () => {
    const half = {
      ...image,
      ...{ rows: 64, columns: 64 },
      grey: randomImage(64, 64).grey.map((grey, index) => (index % 64 < 32 ? grey : 128 / 255)),
    };
    const stored = await compress(half, 10);
    for (let row = 0; row < 64; row++) {
      for (let column = 32; column < 64; column++)
        expect(Math.abs(at(stored, row, column) * 255 - 128)).toBeLessThan(1.01);
    }
    expect(psnr(stored, half)).toBeLessThan(25);
  });
});

describe("a side marker", () => {
  /** Dots of L and R in the phantom's letters. */
  const DOTS = [11, 18];

  test("covers as many dots as its letter has, in the corner where its side is", () => {
    const black = plainImage(200, 160, 0);
    for (const percent of [3, 6, 12, 24]) {
      const areas = [1, 2, 3, 4, 5, 6].map((seed) => {
        const marked = drawSideMarker(black, percent, Random.fromSeed(seed));
        const height = 2 * percent;
        const dots = (marked.grey.reduce((sum, grey) => sum + grey, 0) / 0.96) * (7 / height) ** 2;
        const left = marked.grey.reduce(
          (sum, grey, index) => sum + (index % 160 < 80 ? grey : 0),
          0,
        );
        const isR = left > 0;
        expect(dots).toBeCloseTo(DOTS[isR ? 1 : 0] ?? 0, 3);
        const rows = [...marked.grey.keys()].filter((index) => (marked.grey[index] ?? 0) > 0);
        const lowest = Math.floor((rows.at(-1) ?? 0) / 160);
        const highest = Math.floor((rows[0] ?? 0) / 160);
        expect(highest).toBe(6); // 3 percent of 200 rows
        expect(Math.abs(lowest + 1 - (6 + height))).toBeLessThan(1);
        return isR;
      });
      expect(new Set(areas).size).toBe(2);
    }
  });

  test("leaves everything else as it is", () => {
    const marked = drawSideMarker(image, 12, Random.fromSeed(1));
    const changed = marked.grey.filter((grey, index) => grey !== image.grey[index]).length;
    expect(changed).toBeGreaterThan(10);
    expect(changed).toBeLessThan(0.02 * image.grey.length);
    for (let row = 20; row < image.rows; row++)
      for (let column = 0; column < image.columns; column++)
        expect(at(marked, row, column)).toBe(at(image, row, column));
  });
});

test("collimation blackens so much of the sides and nothing within", () => {
  const white = plainImage(100, 80, 1);
  const shut = blacken(white, 10, ["left", "right", "top", "bottom"]);
  expect(shut.grey.filter((grey) => grey === 0)).toHaveLength(100 * 80 - 80 * 64);
  const top = blacken(image, 20, ["top"]);
  for (let row = 0; row < image.rows; row++)
    for (let column = 0; column < image.columns; column++)
      expect(at(top, row, column)).toBe(row < 12 ? 0 : at(image, row, column));
  const right = blacken(image, 25, ["right"]);
  expect(at(right, 5, 32)).toBe(at(image, 5, 32));
  expect(at(right, 5, 33)).toBe(0);
});

test("a frame holds the whole image, bit by bit, and black", () => {
  const framed = addFrame(image, 10);
  expect(framed).toMatchObject({ rows: 72, columns: 52 });
  for (let row = 0; row < framed.rows; row++)
    for (let column = 0; column < framed.columns; column++) {
      const isInside = row >= 6 && row < 66 && column >= 4 && column < 48;
      expect(at(framed, row, column)).toBe(isInside ? at(image, row - 6, column - 4) : 0);
    }
});

describe("rotation", () => {
  const square = randomImage(41, 41);

  test("by 90 degrees clockwise takes the left edge to the top", () => {
    const turned = rotate(square, 90);
    for (let row = 0; row < 41; row++)
      for (let column = 0; column < 41; column++)
        expect(at(turned, row, column)).toBeCloseTo(at(square, 40 - column, row), 5);
  });

  test("there and back gives the middle of a smooth image again", () => {
    const smooth = {
      ...{ rows: 80, columns: 60 },
      grey: Float32Array.from(
        { length: 4800 },
        (_, index) =>
          0.5 + 0.3 * Math.sin(Math.floor(index / 60) / 9) + 0.2 * Math.cos((index % 60) / 7),
      ),
    };
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (degrees) => {
        const back = rotate(rotate(smooth, degrees), -degrees);
        for (let row = 25; row < 55; row++)
          for (let column = 20; column < 40; column++)
            expect(at(back, row, column)).toBeCloseTo(at(smooth, row, column), 1.8);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  test("leaves black corners, at the same size", () => {
    const turned = rotate(plainImage(100, 80, 1), 20);
    expect(turned).toMatchObject({ rows: 100, columns: 80 });
    for (const [row, column] of [
      [0, 0],
      [0, 79],
      [99, 0],
      [99, 79],
    ] as const)
      expect(at(turned, row, column)).toBe(0);
    expect(at(turned, 50, 40)).toBe(1);
  });
});
