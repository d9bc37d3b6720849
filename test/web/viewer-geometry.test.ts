import fc from "fast-check";
import { expect, test } from "vitest";
import { invert, type Point, transform } from "../../web/src/viewer/geometry/affine.ts";
import { boxBetween, movedWithin } from "../../web/src/viewer/geometry/point-draft.ts";
import {
  affineOf,
  type Frame,
  mirrored,
  panned,
  turned,
  type View,
  WHOLE,
  zoomed,
} from "../../web/src/viewer/geometry/view.ts";

const FRAME: Frame = { width: 800, height: 600, columns: 1000, rows: 500, pixelSize: [1, 1] };

test("a whole image touches two sides of the screen, and lies in its middle", () => {
  const map = affineOf(WHOLE, FRAME);
  expect(transform(map, [0, 0])).toEqual([0, 100]);
  expect(transform(map, [1000, 500])).toEqual([800, 500]);
});

test("a turn by a quarter brings the top left to the top right, and the image fits again", () => {
  const map = affineOf(turned(WHOLE), FRAME);
  expect(transform(map, [0, 0])).toEqual([550, 0]);
  expect(transform(map, [1000, 500])).toEqual([250, 600]);
});

test("pixels that are wider than high are shown so", () => {
  const map = affineOf(WHOLE, { ...FRAME, rows: 1000, pixelSize: [2, 1] });
  const [left, top] = transform(map, [0, 0]);
  const [right, bottom] = transform(map, [1000, 1000]);
  expect((right - left) / (bottom - top)).toBeCloseTo(2);
  expect([left, right]).toEqual([0, 800]);
});

const views = fc.record({
  centre: fc.tuple(fc.double({ min: 0.3, max: 0.7, noNaN: true }), fc.constant(0.5)),
  zoom: fc.double({ min: 1, max: 8, noNaN: true }),
  quarterTurns: fc.constantFrom(0, 1, 2, 3),
  isMirrored: fc.boolean(),
});
const places = fc.tuple(fc.integer({ min: 300, max: 500 }), fc.integer({ min: 200, max: 400 }));

function near([x, y]: Point, [wantedX, wantedY]: Point): void {
  expect(x).toBeCloseTo(wantedX, 6);
  expect(y).toBeCloseTo(wantedY, 6);
}

test("mirroring exchanges left and right of the screen, however the image is turned", () => {
  fc.assert(
    fc.property(views, places, (view: View, place) => {
      const point = transform(invert(affineOf(view, FRAME)), place);
      const [x, y] = place;
      near(transform(affineOf(mirrored(view), FRAME), point), [FRAME.width - x, y]);
    }),
  );
});

test("zooming leaves what is below the pointer where it is", () => {
  fc.assert(
    fc.property(views, places, (view: View, place) => {
      const point = transform(invert(affineOf(view, FRAME)), place);
      near(transform(affineOf(zoomed(view, FRAME, 1.3, place), FRAME), point), place);
    }),
  );
});

test("a drag takes the image with it", () => {
  fc.assert(
    fc.property(views, places, (view: View, place) => {
      const point = transform(invert(affineOf(view, FRAME)), place);
      const [x, y] = place;
      near(transform(affineOf(panned(view, FRAME, [7, -4]), FRAME), point), [x + 7, y - 4]);
    }),
  );
});

test("a box is in whole pixels, within the image, and never empty", () => {
  const size = { columns: 100, rows: 50 };
  expect(boxBetween([30.2, 40], [10.7, 20.1], size)).toEqual([10, 20, 31, 40]);
  expect(boxBetween([-5, -5], [200, 200], size)).toEqual([0, 0, 100, 50]);
  expect(boxBetween([100, 50], [100, 50], size)).toEqual([99, 49, 100, 50]);
});

test("points that are moved together keep their distances at the image's edge, and the others stay", () => {
  const size = { columns: 100, rows: 50 };
  const line = [
    [30, 10],
    [60, 20],
    [90, 45],
  ] as const;
  expect(movedWithin(line, [0, 1], [5, -4], size)).toEqual([[35, 6], [65, 16], line[2]]);
  expect(movedWithin(line, [0, 1], [-500, 500], size)).toEqual([[0, 40], [30, 50], line[2]]);
  expect(movedWithin(line, [0, 1, 2], [500, -500], size)).toEqual([
    [40, 0],
    [70, 10],
    [100, 35],
  ]);
  expect(movedWithin(line, [2], [500, 0], size)).toEqual([line[0], line[1], [100, 45]]);
});
