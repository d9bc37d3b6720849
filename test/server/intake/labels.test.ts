import fc from "fast-check";
import { expect, test } from "vitest";
import type { DicomAttributes } from "../../../src/dicom/index.ts";
import { fileLabel } from "../../../src/server/intake/file-label.ts";
import { findArchiveEnd } from "../../../src/server/intake/hidden-archive.ts";
import { studyIdOf, studyOf } from "../../../src/server/intake/study.ts";
import { packZip } from "./pack-zip.ts";

test.each([
  ["chest.png", "chest.png"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\a\\chest.dcm", "chest.dcm"],
  ["..", "unnamed"],
  ["folder/", "unnamed"],
  ["a\0b\n.png", "ab.png"],
  ["gnp.\u202epng", "gnp.png"],
])("the label of %j is %j", (name, label) => {
  expect(fileLabel(name)).toBe(label);
});

test("a label is never a path, never empty and never long, whatever the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
      const label = fileLabel(name);
      expect(label).not.toMatch(/[/\\\0]|^\.\.?$|^$/);
      expect([...label].length).toBeLessThanOrEqual(200);
    }),
  );
});

const attributes = (some: Partial<DicomAttributes>) => some as DicomAttributes;

test.each([
  [{ patientAge: "054Y" }, 54],
  [{ patientAge: "018M" }, 1],
  [{ patientAge: "003W" }, 0],
  [{ patientAge: "740D" }, 2],
  [{ patientBirthDate: "19700102", studyDate: "20240101" }, 53],
  [{ patientBirthDate: "19700102", studyDate: "20240102" }, 54],
  [{ patientBirthDate: "19700102" }, null],
  [{ patientBirthDate: "20240102", studyDate: "19700102" }, null],
  [{ patientAge: "old" }, null],
])("the age by %j is %j", (some, age) => {
  expect(studyOf("a".repeat(64), attributes(some)).patient_age).toBe(age);
});

test("a study is known by its UID, or by the file where there is none", () => {
  const sha256 = "a".repeat(64);
  expect(studyOf(sha256, null)).toMatchObject({ id: sha256, study_instance_uid: null });
  const { id } = studyOf(sha256, attributes({ studyInstanceUid: "1.2.3" }));
  // printf thorascope/study/1.2.3 | sha256sum
  expect(id).toBe("8ac5503b0275d884ef959164c8e14b09adc416ab09245b388a38cc2d8995559a");
  expect(studyIdOf("1.2.3")).toBe(id);
});

test("the end of an archive is found behind anything and before anything, and only where one is", () => {
  const zip = packZip([{ name: "a", content: Buffer.from("a") }]);
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }),
      (before, after) => {
        const end = findArchiveEnd(Buffer.concat([before, zip, after]), 1000);
        const directory = zip.indexOf("PK\x01\x02");
        expect(end?.directory).toBe(1000 + before.length + directory);
      },
    ),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(
        findArchiveEnd(Buffer.concat([bytes, Buffer.from("PK\x05\x06"), bytes]), 0),
      ).toBeNull();
    }),
  );
});
