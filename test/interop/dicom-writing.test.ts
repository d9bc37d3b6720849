import { afterAll, describe, expect, it } from "vitest";
import { writeDicomRadiograph } from "../../src/dicom/index.ts";
import { EXAMPLE } from "../dicom/example-radiograph.ts";
import { isMissing, report, run, Workshop } from "./dicom-tools.ts";

describe.skipIf(isMissing("dciodvfy", "dcmdump"))("a DX object that we write", () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());

  it.each([
    ["8 bits, MONOCHROME2, PA", { bitsStored: 8, photometric: "MONOCHROME2", view: "PA" }],
    ["12 bits, MONOCHROME1, AP", { bitsStored: 12, photometric: "MONOCHROME1", view: "AP" }],
    ["16 bits, MONOCHROME2, PA", { bitsStored: 16, photometric: "MONOCHROME2", view: "PA" }],
  ] as const)("of %s satisfies dciodvfy and dcmdump", async (_, variant) => {
    const patient = { ...EXAMPLE.patient, name: "Würfel^Zoë" };
    const bytes = await writeDicomRadiograph({ ...EXAMPLE, ...variant, patient });
    const path = workshop.write("written.dcm", bytes);
    const verdict = report("dciodvfy", "-new", path);
    expect(verdict).toContain("DXImageForPresentation");
    expect(verdict.split("\n").filter((line) => /^(Error|Warning)/.test(line))).toEqual([]);
    expect(run("dcmdump", path)).toContain("=DigitalXRayImageStorageForPresentation");
  });
});
