import { FINDINGS } from "../../src/findings/index.ts";
import type { Radiograph } from "../../src/radiograph/radiograph.ts";
import { Random } from "../../src/random.ts";
import type { Reading } from "../../src/reading/index.ts";

/** A radiograph of random grey as large as the example model sees it, so that nothing is resized. */
export function exampleRadiograph(seed: number, side = 16): Radiograph {
  const random = Random.fromSeed(seed);
  return {
    pixels: Float32Array.from({ length: side * side }, () => random.below(256)),
    rows: side,
    columns: side,
    voi: { kind: "range", low: 0, high: 255 },
    photometric: "MONOCHROME2",
    padding: null,
    frame: 0,
    source: { format: "png", bytes: 300 + seed, sha256: "ab".repeat(32) },
    view: null,
    pixelSpacing: null,
    warnings: ["A remark, with a comma."],
    attributes: null,
  };
}

/** A reading whose figures differ everywhere. */
export function exampleReading(): Reading {
  return {
    model: { name: "example", version: "1.2.3", sha256: "cd".repeat(32) },
    radiograph: { rows: 20, columns: 30, format: "dicom", view: "PA", warnings: ["A remark."] },
    findings: FINDINGS.map((finding, index) => ({
      finding,
      probability: (index + 1) / 100,
      interval: { low: (index + 1) / 200, high: (index + 1) / 50 },
      operatingPoint: 0.07,
      positive: index >= 6,
      borderline: index >= 3 && index < 13,
    })),
    abnormal: 0.63,
    abnormalInterval: { low: 0.55, high: 0.7 },
    heatmaps: {
      rows: 2,
      columns: 3,
      data: Float32Array.from({ length: 14 * 6 }, (_, index) => index / 8),
    },
  };
}
