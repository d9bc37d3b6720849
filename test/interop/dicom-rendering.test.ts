import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRadiograph, toGrey } from "../../src/radiograph/index.node.ts";
import { isMissing, largestDifference, readPgm, run, runPython, Workshop } from "./dicom-tools.ts";

/** Bits stored, rescale, function, photometric interpretation and transfer syntax: 126 files. */
const CASES = 126;

describe.skipIf(isMissing("dcm2pnm", "/usr/bin/python3"))("grey values", () => {
  const workshop = new Workshop();
  let names: string[] = [];
  beforeAll(() => {
    runPython("make", workshop.folder);
    names = readdirSync(workshop.folder).filter((name) => name.endsWith(".dcm"));
  });
  afterAll(() => workshop.remove());

  it("are pydicom's, after the modality LUT and after the window", async () => {
    expect(names).toHaveLength(CASES);
    for (const name of names) {
      const radiograph = await readRadiograph(workshop.path(name));
      const modality = Float32Array.from(workshop.numbers(name.replace("dcm", "modality")));
      expect(radiograph.pixels, name).toEqual(modality);
      const grey = workshop.numbers(name.replace("dcm", "grey"));
      expect(largestDifference(toGrey(radiograph), grey), name).toBeLessThan(2e-6);
    }
  });

  // DCMTK knows no LINEAR_EXACT, brings the sigmoid's ends to exactly 0 and 1, which the standard's formula
  // does not, and rounds values after the modality LUT to integers, so fractional slopes are left to pydicom.
  it("are DCMTK's for linear windows and integral slopes, in 16 bits", async () => {
    const linear = names.filter((name) => /-(None|2)-None-MONOCHROME/.test(name));
    expect(linear).toHaveLength((CASES / 3 / 3) * 2);
    for (const name of linear) {
      const rendered = readPgm(run("dcm2pnm", "-q", "+Wi", "1", "+opw", workshop.path(name)));
      const grey = toGrey(await readRadiograph(workshop.path(name)));
      expect(largestDifference(grey, rendered), name).toBeLessThan(2 / 65535);
    }
  });
});

describe.skipIf(isMissing("dcm2pnm", "/usr/bin/python3"))(
  "grey values through lookup tables",
  () => {
    const workshop = new Workshop();
    let names: string[] = [];
    beforeAll(() => {
      runPython("tables", workshop.folder);
      names = readdirSync(workshop.folder).filter((name) => name.endsWith(".dcm"));
    });
    afterAll(() => workshop.remove());

    it("are pydicom's, after the modality table and after the VOI table", async () => {
      expect(names).toHaveLength(48);
      for (const name of names) {
        const radiograph = await readRadiograph(workshop.path(name));
        const modality = Float32Array.from(workshop.numbers(name.replace("dcm", "modality")));
        expect(radiograph.pixels, name).toEqual(modality);
        const grey = workshop.numbers(name.replace("dcm", "grey"));
        expect(largestDifference(toGrey(radiograph), grey), name).toBeLessThan(2e-6);
      }
    });

    // DCMTK spreads entries of b bits over its output by 2 to the power of b, not by one less.
    it("are DCMTK's, but for how it scales entries", async () => {
      for (const name of names.filter((one) => one.includes("voi"))) {
        const bits = Number(name.split("-").at(-2));
        const rendered = readPgm(run("dcm2pnm", "-q", "+Wl", "1", "+opw", workshop.path(name)));
        const grey = toGrey(await readRadiograph(workshop.path(name)));
        const difference = largestDifference(grey, rendered);
        expect(difference, name).toBeLessThan(1.1 / 2 ** bits + 2 / 65535);
      }
    });
  },
);
