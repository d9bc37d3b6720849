import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { writeDicomRadiograph } from "../../src/dicom/index.ts";
import { EXAMPLE } from "../dicom/example-radiograph.ts";
import { isMissing, run, Workshop } from "./dicom-tools.ts";

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
    // dciodvfy reports on standard error and ends with 0 even then.
    const { stdout, stderr } = spawnSync("dciodvfy", ["-new", path], { encoding: "utf8" });
    expect(stderr + stdout).toContain("DXImageForPresentation");
    expect((stderr + stdout).split("\n").filter((line) => /^(Error|Warning)/.test(line))).toEqual(
      [],
    );
    expect(run("dcmdump", path)).toContain("=DigitalXRayImageStorageForPresentation");
  });
});
