import { describe, expect, test } from "vitest";
import {
  ABNORMAL,
  describeMeaning,
  INCOMPLETE,
  is,
  type LabelMap,
  type Labels,
  listedLabels,
  NEUTRAL,
  NORMAL,
  oneOf,
  valuedLabels,
} from "../../src/dataset/label-map.ts";
import { FINDINGS, type Finding } from "../../src/findings/index.ts";

const MAP: LabelMap = {
  clear: NORMAL,
  fluid: is("Effusion"),
  empyema: is("Effusion", "Pleural_Thickening"),
  lump: oneOf("Mass", "Nodule"),
  coin: is("Nodule"),
  fracture: ABNORMAL,
  tube: NEUTRAL,
  unchanged: INCOMPLETE,
};

const SHOWN: readonly Finding[] = ["Effusion", "Pleural_Thickening", "Mass", "Nodule", "Hernia"];
const shown = ({ labels, anyFinding }: Labels) => [
  ...SHOWN.map((finding) => labels[FINDINGS.indexOf(finding)] ?? -9),
  anyFinding,
];
const x = Number.NaN;

describe("labels that are listed", () => {
  test.each<[string[], number[]]>([
    [["clear"], [0, 0, 0, 0, x, 0]],
    [["fluid"], [1, 0, 0, 0, x, 1]],
    [["empyema"], [1, 1, 0, 0, x, 1]],
    [["lump"], [0, 0, x, x, x, 1]],
    [
      ["lump", "coin"],
      [0, 0, x, 1, x, 1],
    ],
    [["fracture"], [0, 0, 0, 0, x, 1]],
    [["tube"], [0, 0, 0, 0, x, 0]],
    [["unchanged"], [x, x, x, x, x, x]],
    [
      ["unchanged", "coin"],
      [x, x, x, 1, x, 1],
    ],
    [
      ["clear", "fluid"],
      [1, 0, 0, 0, x, 1],
    ],
  ])("%j", (listed, expected) => {
    expect(shown(listedLabels(MAP)(listed))).toEqual(expected);
  });
});

describe("labels with values", () => {
  test.each<[Record<string, number>, number[]]>([
    [{}, [x, x, x, x, x, x]],
    [{ clear: 1 }, [0, 0, 0, 0, x, 0]],
    [{ clear: 0 }, [x, x, x, x, x, 1]],
    [{ clear: 1, tube: 1 }, [0, 0, 0, 0, x, 0]],
    [{ clear: 1, fluid: 1 }, [1, x, x, x, x, 1]],
    [{ fluid: 1 }, [1, x, x, x, x, 1]],
    [{ fluid: 0 }, [x, x, x, x, x, x]],
    [{ fluid: 0, empyema: 0 }, [0, 0, x, x, x, x]],
    [{ fluid: 0.7, empyema: 0 }, [0.7, 0, x, x, x, 0.7]],
    [{ lump: 0 }, [x, x, 0, 0, x, x]],
    [{ lump: 1 }, [x, x, x, x, x, 1]],
    [{ lump: 1, coin: 0 }, [x, x, x, 0, x, 1]],
    [{ lump: 0, coin: 1 }, [x, x, 0, 1, x, 1]],
    [{ fracture: 1 }, [x, x, x, x, x, 1]],
  ])("%j", (values, expected) => {
    expect(shown(valuedLabels(MAP)((label) => values[label] ?? x))).toEqual(expected);
  });
});

test("meanings in words", () => {
  expect(Object.values(MAP).map(describeMeaning)).toEqual([
    "nothing found",
    "Effusion",
    "Effusion and Pleural_Thickening",
    "perhaps Mass or Nodule",
    "Nodule",
    "something else abnormal",
    "says nothing",
    "the rest is unknown",
  ]);
});
