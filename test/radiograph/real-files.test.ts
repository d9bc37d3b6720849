import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { networkInput, readRadiograph } from "../../src/radiograph/index.node.ts";
import { HAS_REAL_DATA, NEEDS_REAL_DATA, REAL_DATA } from "../real-data.ts";

describe.skipIf(!HAS_REAL_DATA)(`real radiographs${NEEDS_REAL_DATA}`, () => {
  const folder = join(REAL_DATA, "nih/images1024");
  const files = !HAS_REAL_DATA ? [] : readdirSync(folder).map((name) => join(folder, name));
  const dicom = join(REAL_DATA, "dicom/rsna_chest_pa_jpeg_baseline.dcm");

  it("of ChestX-ray14 are read without remark", async () => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const radiograph = await readRadiograph(file);
      expect(radiograph).toMatchObject({ rows: 1024, columns: 1024, warnings: [] });
      const input = networkInput(radiograph, 64);
      expect(Math.min(...input)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...input)).toBeLessThanOrEqual(1);
    }
  });

  it("in DICOM with JPEG baseline is read", async () => {
    expect(await readRadiograph(dicom)).toMatchObject({
      rows: 1024,
      columns: 1024,
      view: "PA",
      pixelSpacing: [0.168, 0.168],
      attributes: { modality: "CR", patientAge: "62" },
    });
  });

  it("are refused wherever they are cut", async () => {
    for (const file of [...files.slice(0, 3), dicom]) {
      const whole = new Uint8Array(readFileSync(file));
      for (let share = 1; share < 40; share++) {
        const length = Math.floor((whole.length * share) / 40);
        await expect(readRadiograph(whole.subarray(0, length))).rejects.toMatchObject({
          name: "RefusedRadiographError",
        });
      }
      await expect(readRadiograph(whole.subarray(0, -1))).rejects.toThrow();
    }
  });
});
