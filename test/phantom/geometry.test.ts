import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curveThrough } from "../../src/phantom/curve.ts";
import { RayCutter } from "../../src/phantom/interval.ts";
import { addMesh } from "../../src/phantom/mesh.ts";
import type { Raster } from "../../src/phantom/raster.ts";
import { addSolid, ellipsoid, halfPath } from "../../src/phantom/solid.ts";
import { sweep } from "../../src/phantom/sweep.ts";
import { addTube } from "../../src/phantom/tube.ts";

/** An empty square raster of some millimetres around the origin. */
function emptyRaster(size: number, spacing: number): Raster {
  const pixels = Math.round(size / spacing);
  const start = (-(pixels - 1) / 2) * spacing;
  const values = new Float32Array(pixels * pixels);
  return { values, rows: pixels, columns: pixels, spacing, left: start, top: start };
}

/** Cubic millimetres under the paths of a raster. */
function volume({ values, spacing }: Raster): number {
  return values.reduce((sum, value) => sum + value, 0) * spacing * spacing;
}

describe("ellipsoid", () => {
  it("casts its volume, however it is turned", () => {
    for (const tilt of [0, 0.4, 1.3, -0.8]) {
      const raster = emptyRaster(100, 0.5);
      addSolid(raster, ellipsoid({ x: 3, y: -4, z: 9, semiAxes: [30, 18, 12], tilt }));
      expect(volume(raster) / ((4 / 3) * Math.PI * 30 * 18 * 12)).toBeCloseTo(1, 2);
    }
  });
});

describe("superellipse section", () => {
  it("follows its equation to a part in a thousand of its depth", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 32, max: 112 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (thirtySeconds, ratio) => {
          const exponent = thirtySeconds / 32;
          const section = { x: 5, z: 0, halfWidth: 40, halfDepth: 70, exponent };
          const expected = 70 * (1 - ratio ** exponent) ** (1 / exponent);
          expect(Math.abs(halfPath(section, 5 - 40 * ratio) - expected)).toBeLessThan(0.07);
        },
      ),
    );
  });
});

describe("RayCutter", () => {
  it("leaves what a ray sampled finely finds uncovered", () => {
    const interval = fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 7 }), interval, (covers, [z, half]) => {
        const cutter = new RayCutter(7);
        const sections = covers.map(([middle, depth]) => ({
          x: 0,
          z: middle,
          halfWidth: 1,
          halfDepth: depth,
          exponent: 2,
        }));
        cutter.cut(sections, 0);
        let expected = 0;
        for (let at = z - half + 0.5; at < z + half; at++) {
          if (!covers.some(([middle, depth]) => Math.abs(at - middle) < depth)) expected++;
        }
        expect(cutter.uncovered(z - half, z + half)).toBeCloseTo(expected, 9);
      }),
    );
  });
});

describe("swept mesh", () => {
  it("casts the volume of a rod in any direction, without leaks", () => {
    for (const [x, y, z] of [
      [1, 0, 0],
      [0.3, 0.9, 0.2],
      [0.5, 0.1, 0.85],
    ] as const) {
      const size = Math.hypot(x, y, z);
      const at = (along: number) => ({
        center: { x: (x / size) * along, y: (y / size) * along, z: (z / size) * along },
        facing: { x: 0, y: 1, z: 0.3 },
        halfThickness: 4,
        halfHeight: 7,
      });
      const raster = emptyRaster(80, 0.25);
      addMesh(raster, sweep([at(-25), at(-3), at(25)]), 1);
      // A twelve-sided outline has 3 / pi of its ellipse's area.
      const share = 3 / Math.PI;
      expect(volume(raster) / (Math.PI * 28 * 50 * share)).toBeCloseTo(1, 2);
      expect(Math.min(...raster.values)).toBeGreaterThan(-1e-3);
      expect(Math.max(...raster.values)).toBeLessThan(51);
    }
  });
});

describe("tube", () => {
  it("keeps its volume when it is thinner than a pixel", () => {
    const points = [
      { x: -20, y: -3, z: 0, radius: 0.5 },
      { x: 0, y: 1, z: 4, radius: 0.5 },
      { x: 20, y: 9, z: 0, radius: 0.5 },
    ];
    for (const spacing of [0.125, 0.5, 2]) {
      const raster = emptyRaster(60, spacing);
      addTube(raster, points, 1);
      const long = Math.hypot(20, 4, 4) + Math.hypot(20, 8, 4);
      expect(volume(raster) / (Math.PI * 0.25 * long)).toBeCloseTo(1, 1);
    }
  });
});

describe("curveThrough", () => {
  it("passes through its knots and never leaves the range between two of them", () => {
    const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (heights, share) => {
        const curve = curveThrough(heights.map((height, index) => [index * 10, height]));
        heights.forEach((height, index) => {
          expect(curve(index * 10)).toBeCloseTo(height, 9);
          const next = heights[index + 1] ?? height;
          const between = curve((index + share) * 10);
          expect(between).toBeGreaterThanOrEqual(Math.min(height, next) - 1e-9);
          expect(between).toBeLessThanOrEqual(Math.max(height, next) + 1e-9);
        });
      }),
    );
  });
});
