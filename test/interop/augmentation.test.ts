import { beforeAll, expect, test } from "vitest";
import { type Affine, compose } from "../../src/dataset/augmentation/affine.ts";
import { drawBlur } from "../../src/dataset/augmentation/blur.ts";
import { drawCrop } from "../../src/dataset/augmentation/crop.ts";
import { drawHorizontalFlip } from "../../src/dataset/augmentation/flip.ts";
import { filterSymmetric } from "../../src/dataset/augmentation/kernel.ts";
import { drawRotation } from "../../src/dataset/augmentation/rotation.ts";
import { drawScale } from "../../src/dataset/augmentation/scale.ts";
import { drawSharpness } from "../../src/dataset/augmentation/sharpness.ts";
import { drawTranslation } from "../../src/dataset/augmentation/translation.ts";
import { warp } from "../../src/dataset/augmentation/warp.ts";
import { Random } from "../../src/random.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

const FROM = { rows: 23, columns: 17 };
const TO = { rows: 31, columns: 40 };
const random = Random.fromSeed(1);
const image = Float32Array.from({ length: FROM.rows * FROM.columns }, () => random.uniform());
const maps: Affine[] = Array.from({ length: 20 }, () =>
  [
    drawCrop(0.4, random),
    drawScale(0.5, random),
    drawRotation(30, random),
    drawTranslation(0.25, random),
    drawHorizontalFlip(0.5, random),
  ].reduce(compose),
);
const kernels = [1, 2, 3, 4].flatMap(() => [drawBlur(2, random), drawSharpness(0.5, random)]);

let reference: { readonly warped: number[][]; readonly filtered: number[][] };

beforeAll(() => {
  reference = askPython("augmentation_reference.py", "python3-torch python3-scipy", {
    ...FROM,
    image: [...image],
    to: [TO.rows, TO.columns],
    maps,
    kernels,
  });
}, PYTHON_TIMEOUT);

test("affine sampling is PyTorch's affine_grid and grid_sample with its border repeated", () => {
  for (const [index, map] of maps.entries()) {
    const output = new Float32Array(TO.rows * TO.columns);
    warp(image, FROM, TO, map, output);
    expect(largestDifference(output, reference.warped[index])).toBeLessThan(1e-5);
  }
});

test("blur and sharpness are SciPy's correlation with the border repeated", () => {
  for (const [index, kernel] of kernels.entries()) {
    const output = filterSymmetric(image, FROM, kernel);
    expect(largestDifference(output, reference.filtered[index])).toBeLessThan(1e-6);
  }
});

function largestDifference(actual: Float32Array, expected: readonly number[] = []): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(
    ...actual.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN))),
  );
}
