import { afterAll, describe, expect, it } from "vitest";
import { resize } from "../../src/radiograph/index.ts";
import { isMissing, largestDifference, runPython, Workshop } from "./dicom-tools.ts";

describe.skipIf(isMissing("/usr/bin/python3"))("our resize", () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());

  it.each([
    [
      { rows: 1024, columns: 1024 },
      { rows: 224, columns: 224 },
    ],
    [
      { rows: 701, columns: 533 },
      { rows: 128, columns: 128 },
    ],
    [
      { rows: 64, columns: 64 },
      { rows: 224, columns: 224 },
    ],
    [
      { rows: 100, columns: 300 },
      { rows: 150, columns: 150 },
    ],
    [
      { rows: 37, columns: 91 },
      { rows: 36, columns: 92 },
    ],
  ])("from %o to %o is Pillow's BILINEAR", (from, to) => {
    let state = 1;
    const image = Float32Array.from({ length: from.rows * from.columns }, () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    });
    const source = workshop.write("image.f32", new Uint8Array(image.buffer));
    const sizes = [from.rows, from.columns, to.rows, to.columns].map(String);
    runPython("resize", source, workshop.path("resized"), ...sizes);
    const difference = largestDifference(resize(image, from, to), workshop.numbers("resized"));
    expect(difference).toBeLessThan(3e-7); // Pillow rounds to float32 between its two passes
  });
});
