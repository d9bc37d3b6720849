import { describe, expect, test } from "vitest";
import { createTranslator, LANGUAGES, loadCatalogue } from "../../../src/language/index.ts";
import { describeStudy } from "../../../web/src/worklist/study-description.ts";
import { image, study } from "./made-up-list.ts";

const NOBODY = { id: null, name: null, birthDate: null, sex: null, age: null };

describe("a row of the worklist", () => {
  test("is called by the patient, else by the patient's id, else by the file", () => {
    const one = study("a", { patient: { ...NOBODY, name: "DOE^JANE", id: "P1" } });
    expect(describeStudy(one)).toMatchObject({ name: "DOE, JANE", patientId: "P1" });
    const other = study("a", { patient: { ...NOBODY, id: "P1" } });
    expect(describeStudy(other)).toMatchObject({ name: "P1", patientId: null });
    expect(describeStudy(study("a")).name).toBe("a.dcm");
  });

  test("says for which finding it comes first, only where it does", () => {
    const positive = ["Effusion", "Pneumothorax"] as const;
    const first = study("a", { urgency: "critical", positive: [...positive] });
    expect(describeStudy(first).critical).toEqual(["Pneumothorax"]);
    // A borderline pneumothorax is positive, and no reason to come first.
    const borderline = study("a", { urgency: "positive", positive: [...positive] });
    expect(describeStudy(borderline).critical).toEqual([]);
  });

  test("tells each view once", () => {
    const images = ["PA", "PA", null, "AP"].map((view, at) => image(`${at}`, { view }));
    expect(describeStudy(study("a", { images })).views).toEqual(["PA", "AP"]);
  });

  test.each([
    [["read", "reading", "refused"], "reading"],
    [["read", "queued"], "queued"],
    [["refused", "read"], "read"],
    [["refused", "failed"], "failed"],
  ] as const)("of images that are %j is %s", (statuses, status) => {
    const images = statuses.map((one, at) => image(`${at}`, { status: one }));
    expect(describeStudy(study("a", { images })).status).toBe(status);
  });

  test.each([
    ["refused", "RADIOGRAPH_TURNED", false, "anyway"],
    ["refused", "NOT_A_CHEST_RADIOGRAPH", false, "anyway"],
    // The file's own words: asking for it anyway did not help.
    ["refused", "NOT_A_CHEST_RADIOGRAPH", true, null],
    ["refused", "CORRUPT_IMAGE", false, null],
    ["failed", "READING_FAILED", false, "again"],
    ["cancelled", null, false, "again"],
  ] as const)(
    "of a %s image, %s, asked anyway %s, offers: %s",
    (status, errorCode, anyway, remedy) => {
      const images = [image("fine", { status: "read" }), image("b", { status, errorCode, anyway })];
      expect(describeStudy(study("a", { images })).unread).toMatchObject({ image: "b", remedy });
    },
  );

  test("says that it was read though the gate refuses it", () => {
    const images = [image("a", { status: "read", anyway: true })];
    expect(describeStudy(study("a", { images }))).toMatchObject({
      isReadAnyway: true,
      unread: null,
    });
    expect(describeStudy(study("a")).isReadAnyway).toBe(false);
  });
});

test.each(LANGUAGES)(
  "in %s no word for one sex is DICOM's letter for another",
  async (language) => {
    const { text } = createTranslator(language, await loadCatalogue(language));
    const letters = ["F", "M", "O"] as const;
    for (const letter of letters) {
      const others = letters.filter((one) => one !== letter);
      expect(others).not.toContain(text(`worklist.sex.${letter}`));
    }
  },
);

test.each([
  [26 * 3600, "1 day ago"],
  // Until midnight before last: "yesterday" would be wrong.
  [47 * 3600, "1 day ago"],
  [40 * 86_400, "1 month ago"],
  [3, "now"],
])("a study that came %i seconds ago came %s", async (seconds, words) => {
  const { ago } = createTranslator("en", await loadCatalogue("en"));
  const now = Date.UTC(2026, 10, 30, 12);
  expect(ago(new Date(now - 1000 * seconds), now)).toBe(words);
});
