import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { createTranslator, LANGUAGES, loadCatalogue } from "../../src/language/index.ts";
import { personalDifferences } from "../../web/src/study/head/other-person.ts";
import { patientName } from "../../web/src/study/head/patient-name.ts";
import { urgencyReason } from "../../web/src/study/head/urgency-reason.ts";
import { warningWords } from "../../web/src/study/notices/warning-words.ts";
import { canBeReadAnyway, refusalWords } from "../../web/src/study/refusal/refusal-words.ts";
import { orderAround, placeInOrder } from "../../web/src/study/worklist-order.ts";
import { BORDERLINE_ABOVE, POSITIVE, readingWith } from "./study-findings.ts";

/** Codes of the table "Radiographs" in docs/errors.md. */
async function documentedRefusals(): Promise<string[]> {
  const errors = await readFile(new URL("../../docs/errors.md", import.meta.url), "utf8");
  const [, table = ""] = /## Radiographs\n(.*?)\n## /s.exec(errors) ?? [];
  return [...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code = ""]) => code);
}

describe.each(LANGUAGES)("in %s", (language) => {
  test("every refusal that is documented has a reason and an advice of its own", async () => {
    const { text } = createTranslator(language, await loadCatalogue(language));
    const codes = await documentedRefusals();
    expect(codes).toContain("RADIOGRAPH_SPOILED");
    const said = [...codes, "SOMETHING_NEW"].map((code) => {
      const { what, todo } = refusalWords(code);
      return `${text(what)} ${text(todo)}`;
    });
    expect(new Set(said).size).toBe(codes.length + 1);
  });
});

test("only what the model's gate refuses can be read anyway", async () => {
  expect((await documentedRefusals()).filter(canBeReadAnyway)).toEqual([
    ...["NOT_A_CHEST_RADIOGRAPH", "RADIOGRAPH_TURNED"],
    ...["RADIOGRAPH_INVERTED", "RADIOGRAPH_SPOILED"],
  ]);
});

test("warnings are said in plain words where there are any", () => {
  expect(warningWords("Of 12 frames the first is read.")).toEqual({
    key: "study.warning.first",
    values: { count: 12 },
  });
  const noWindow = "No window is given (0028,1050); the image's own range is shown, 0 to 4095.";
  expect(warningWords(noWindow)?.key).toBe("study.warning.noWindow");
  expect(warningWords("Something else.")).toBeNull();
});

test("a DICOM name is written as people read it", () => {
  expect(patientName("SYNTHETIC^EDA")).toBe("SYNTHETIC, EDA");
  expect(patientName("Meier^Anna^Maria^Dr.^")).toBe("Meier, Dr. Anna Maria");
  expect(patientName("Yamada^Tarou=山田^太郎")).toBe("Yamada, Tarou");
  expect(patientName("=山田^太郎")).toBe("山田, 太郎");
  expect(patientName("^^^^")).toBe("");
});

test("two patients of one id are told apart by what both files say of them", () => {
  const anna = { name: "MEIER^ANNA", birthDate: "19970101", sex: "F" };
  expect(personalDifferences(anna, { ...anna, name: "Meier^Anna^^^" })).toEqual([]);
  expect(personalDifferences(anna, { name: null, birthDate: null, sex: "F" })).toEqual([]);
  const ben = { name: "Finn^Ben", birthDate: "19540310", sex: "M" };
  expect(personalDifferences(anna, ben)).toEqual(["name", "birthDate", "sex"]);
});

test("a study's urgency has a reason: a pneumothorax where it can't wait, else the surest finding", () => {
  const reading = readingWith({
    Pneumothorax: BORDERLINE_ABOVE,
    Mass: POSITIVE,
    Nodule: { ...POSITIVE, probability: 0.3 },
  });
  const images = [{ reading }, { reading: null }];
  expect(urgencyReason({ urgency: "critical", images })).toMatchObject({
    leading: { finding: "Pneumothorax" },
    others: 2,
  });
  expect(urgencyReason({ urgency: "positive", images })?.leading.finding).toBe("Mass");
  expect(urgencyReason({ urgency: "negative", images })).toBeNull();
});

test("the order that is handed on reaches as far as a browser's history may hold, on both sides", () => {
  const ids = Array.from({ length: 10_000 }, (_, number) => `${number}`);
  const { order } = orderAround(ids, 5000);
  expect(order).toHaveLength(401);
  expect(placeInOrder({ order }, "5000")).toEqual({ previous: "4999", next: "5001" });
  expect(orderAround(ids, 0).order[0]).toBe("0");
  expect(orderAround(ids, 9999).order.at(-1)).toBe("9999");
});

test("a study's place is that in the worklist's order, and none where there is no order", () => {
  const order = ["a", "b", "c"];
  expect(placeInOrder({ order }, "b")).toEqual({ previous: "a", next: "c" });
  expect(placeInOrder({ order }, "a")).toMatchObject({ previous: null, next: "b" });
  expect(placeInOrder({ order }, "c")).toMatchObject({ previous: "b", next: null });
  for (const state of [null, undefined, 7, {}, { order: "abc" }, { order: ["x"] }]) {
    expect(placeInOrder(state, "b")).toBeNull();
  }
});
