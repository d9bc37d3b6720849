import { expect, test } from "vitest";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { viewerPixels } from "../../src/server/pictures/viewer-pixels.ts";
import { warningWords } from "../../web/src/study/notices/warning-words.ts";
import { type Attributes, makeDicom } from "../dicom/make-dicom.ts";

/** Pixel Spacing Calibration Type (0028,0A02) in explicit little endian; it may stand anywhere. */
const GEOMETRY = Uint8Array.of(
  0x28,
  0,
  0x02,
  0x0a,
  ...Buffer.from("CS"),
  8,
  0,
  ...Buffer.from("GEOMETRY"),
);

async function spacingOf(attributes: Attributes, more: Uint8Array = Uint8Array.of()) {
  const radiograph = await readRadiograph(Buffer.concat([makeDicom(attributes), more]));
  const { pixelSpacing, pixelSpacingKind } = viewerPixels(radiograph);
  return { pixelSpacing, kind: pixelSpacingKind, warnings: radiograph.warnings };
}

test.each([
  [{ ImagerPixelSpacing: "0.2\\0.2" }, [0.2, 0.2], "detector"],
  [{ PixelSpacing: "0.2\\0.2" }, [0.2, 0.2], "detector"],
  [
    { PixelSpacing: "0.143\\0.143", ImagerPixelSpacing: "0.1430001\\0.143" },
    [0.143, 0.143],
    "detector",
  ],
  [{ PixelSpacing: "0.17\\0.17", ImagerPixelSpacing: "0.2\\0.2" }, [0.17, 0.17], "calibrated"],
  [{ PixelSpacing: "0.2\\0.17", ImagerPixelSpacing: "0.2\\0.2" }, [0.2, 0.17], "calibrated"],
] as const)("of %j the spacing is %j, %s", async (attributes, pixelSpacing, kind) => {
  expect(await spacingOf(attributes)).toEqual({ pixelSpacing, kind, warnings: [] });
});

test("a spacing is calibrated where the file says how, but only if it is there", async () => {
  const told = await spacingOf(
    { PixelSpacing: "0.2\\0.2", ImagerPixelSpacing: "0.2\\0.2" },
    GEOMETRY,
  );
  expect(told.kind).toBe("calibrated");
  const { kind } = await spacingOf({ ImagerPixelSpacing: "0.2\\0.2" }, GEOMETRY);
  expect(kind).toBe("detector");
});

test.each([
  [{ PixelSpacing: "0,143\\0,143" }, null],
  [{ PixelSpacing: "0.143" }, null],
  [{ ImagerPixelSpacing: "0\\0" }, null],
  [{ PixelSpacing: "0,143\\0,143", ImagerPixelSpacing: "0.2\\0.2" }, [0.2, 0.2]],
] as const)("a radiograph is read though %j is no spacing, and says so", async (given, wanted) => {
  const { pixelSpacing, kind, warnings } = await spacingOf(given);
  expect({ pixelSpacing, kind }).toEqual({ pixelSpacing: wanted, kind: "detector" });
  expect(warnings).toEqual([expect.stringMatching(/PixelSpacing \(00\d\d,\d{4}\) is "0/)]);
  expect(warnings.map((warning) => warningWords(warning)?.key)).toEqual(["study.warning.spacing"]);
});
