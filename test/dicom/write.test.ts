import { describe, expect, it } from "vitest";
import {
  decodeFrame,
  parsePart10,
  type RadiographToWrite,
  readAttributes,
  readPixelLayout,
  uidFromName,
  uncompressed,
  writeDicomRadiograph,
} from "../../src/dicom/index.ts";
import { EXAMPLE } from "./example-radiograph.ts";

async function roundTrip(radiograph: RadiographToWrite) {
  const object = parsePart10(await writeDicomRadiograph(radiograph));
  const layout = readPixelLayout(object);
  const values = await decodeFrame(object, layout, 0, [uncompressed], []);
  return { object, layout, values };
}

describe("writeDicomRadiograph", () => {
  it.each([8, 10, 12, 16])("writes %i bits so that they come back", async (bitsStored) => {
    const pixels = EXAMPLE.pixels.map((_, index) => (index * 97) % 2 ** bitsStored);
    const { layout, values } = await roundTrip({ ...EXAMPLE, pixels, bitsStored });
    expect(layout).toMatchObject({ bitsAllocated: bitsStored === 8 ? 8 : 16, bitsStored });
    expect([...values]).toEqual([...pixels]);
  });

  it("writes attributes that come back, in any script", async () => {
    const patient = { ...EXAMPLE.patient, name: "Würfel^Zoë" };
    const { object } = await roundTrip({ ...EXAMPLE, patient });
    expect(readAttributes(object)).toMatchObject({
      modality: "DX",
      bodyPart: "CHEST",
      viewPosition: "PA",
      patientName: "Würfel^Zoë",
      patientId: "SYN-0001",
      studyInstanceUid: await uidFromName("example/study"),
    });
  });

  it("gives the same bytes for the same input", async () => {
    expect(await writeDicomRadiograph(EXAMPLE)).toEqual(await writeDicomRadiograph(EXAMPLE));
  });

  it("refuses pixels that do not fit", async () => {
    await expect(writeDicomRadiograph({ ...EXAMPLE, rows: 10 })).rejects.toThrow(/10 rows/);
    await expect(writeDicomRadiograph({ ...EXAMPLE, bitsStored: 4 })).rejects.toThrow(/bitsStored/);
  });
});

describe("uidFromName", () => {
  it("is a valid UID under 2.25 that depends on the name alone", async () => {
    const uid = await uidFromName("thorascope");
    expect(uid).toBe("2.25.89472323895246024578797283356326841249");
    expect(await uidFromName("another")).not.toBe(uid);
    expect(uid.length).toBeLessThanOrEqual(64);
  });
});
