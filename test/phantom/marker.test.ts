import { describe, expect, it } from "vitest";
import { drawMarker } from "../../src/phantom/index.ts";

describe("drawMarker", () => {
  it("draws letters that can be read", () => {
    const picture = { pixels: new Float32Array(20 * 30), rows: 20, columns: 30 };
    drawMarker(picture, "LT", { corner: "upper right", dot: 1 });
    const lines = Array.from({ length: 7 }, (_, row) =>
      Array.from({ length: 11 }, (_, column) =>
        (picture.pixels[(row + 8) * 30 + column + 15] ?? 0) > 0.5 ? "#" : " ",
      ).join(""),
    );
    expect(lines).toEqual([
      "#     #####",
      "#       #  ",
      "#       #  ",
      "#       #  ",
      "#       #  ",
      "#       #  ",
      "#####   #  ",
    ]);
    expect(picture.pixels.filter((grey) => grey > 0.5)).toHaveLength(11 + 11);
  });

  it("names a letter that it has not got", () => {
    const picture = { pixels: new Float32Array(100), rows: 10, columns: 10 };
    expect(() => drawMarker(picture, "Q", { corner: "lower left", dot: 1 })).toThrow(/"Q"/);
  });
});
