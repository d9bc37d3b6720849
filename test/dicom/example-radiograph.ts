import type { RadiographToWrite } from "../../src/dicom/index.ts";

/** A radiograph to write, odd in both directions so that padding and row order show. */
export const EXAMPLE: RadiographToWrite = {
  pixels: Uint16Array.from({ length: 101 * 99 }, (_, index) => (index * 7) % 256),
  rows: 101,
  columns: 99,
  bitsStored: 8,
  photometric: "MONOCHROME2",
  window: { center: 128, width: 256 },
  pixelSpacing: 0.143,
  view: "PA",
  patient: {
    id: "SYN-0001",
    name: "Synthetic^Sample",
    sex: "F",
    birthDate: "19700101",
    age: "054Y",
  },
  study: {
    date: "20240102",
    time: "101500",
    id: "1",
    accessionNumber: "A1",
    description: "Synthetic chest",
  },
  manufacturer: "Thorascope",
  comments: "Synthetic radiograph, not of a patient",
  uidName: "example",
};
