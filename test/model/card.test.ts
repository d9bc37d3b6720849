import { describe, expect, test } from "vitest";
import { displayName, FINDINGS } from "../../src/findings/index.ts";
import { modelCard } from "../../src/model/index.ts";
import { exampleDescription } from "./example-model.ts";

const model = exampleDescription();
const card = modelCard(model);

describe("a model card", () => {
  test("has every finding's figures in its row, in cross-validation and held out", () => {
    const sections = {
      crossValidation: section("### Cross-validation"),
      heldOut: section("### Held out"),
    };
    for (const [index, output] of [...model.findings, model.abnormal].entries()) {
      for (const evaluation of ["crossValidation", "heldOut"] as const) {
        const { positives, radiographs, auroc, averagePrecision } = output[evaluation] ?? {};
        expect(rowOf(sections[evaluation], labelOf(index))).toEqual([
          labelOf(index),
          String(positives),
          estimate(auroc),
          averagePrecision?.toFixed(3),
          ((positives ?? 0) / (radiographs ?? 1)).toFixed(3),
        ]);
      }
    }
  });

  test("has every operating point with its evidence", () => {
    const points = section("## Calibration and operating points");
    for (const [index, output] of [...model.findings, model.abnormal].entries()) {
      const { probability, sensitivity, specificity } = output.operatingPoint;
      expect(rowOf(points, labelOf(index))).toEqual([
        labelOf(index),
        output.prevalence.toFixed(3),
        probability.toFixed(3),
        estimate(sensitivity),
        estimate(specificity),
      ]);
    }
  });

  test("has both summaries", () => {
    const { crossValidation, heldOut } = model.evaluation;
    for (const [label, summary] of [
      ["Cross-validation: train list", crossValidation],
      ["Held out: other list", heldOut],
    ] as const) {
      expect(rowOf(section("## How well it ranks"), label)).toEqual([
        label,
        String(summary?.radiographs),
        String(summary?.patients),
        `${estimate(summary?.meanAuroc)} over 14`,
        `${estimate(summary?.meanAurocOfFrequent)} over 13`,
        summary?.brierScore?.toFixed(3),
        summary?.calibrationError?.toFixed(3),
      ]);
    }
  });

  test("says what the model is, where it comes from and what it is not", () => {
    for (const text of [
      "# A made-up model",
      "example 4.5.6",
      "made-up radiographs",
      "made-up-recipe",
      "seed 77",
      "no network",
      "First note.",
      "Second note.",
      "16 x 16 pixels",
      "2 x 3 cells (made-up maps)",
      "not a medical device",
    ]) {
      expect(card).toContain(text);
    }
    expect(card).not.toMatch(/undefined|NaN|null|\[object/);
  });

  test("leaves cells empty for what was not measured", () => {
    const sparse = exampleDescription();
    sparse.evaluation.heldOut = null;
    const [first, second] = sparse.findings;
    if (first && second) {
      first.crossValidation.auroc = null;
      first.crossValidation.averagePrecision = null;
      second.operatingPoint = {
        probability: 1,
        rule: "none",
        sensitivity: null,
        specificity: null,
      };
    }
    const text = modelCard(sparse);
    expect(text).not.toContain("Held out");
    expect(text).not.toMatch(/undefined|NaN|null|\[object/);
    expect(rowOf(text, labelOf(0)).slice(2, 4)).toEqual(["", ""]);
    const points = text.slice(text.indexOf("## Calibration"));
    expect(rowOf(points, labelOf(1)).slice(2)).toEqual(["none", "", ""]);
  });

  test("says how far the fits lie apart of an ensemble, and nothing where it is one fit", () => {
    const averaged = exampleDescription();
    averaged.evaluation.singleFits = [0.7012, 0.7134, null];
    const { value } = averaged.evaluation.crossValidation.meanAurocOfFrequent ?? { value: 0 };
    expect(modelCard(averaged)).toContain(
      `ensemble of 3 networks that differ in their seeds: logits and heatmaps are the means of theirs. In cross-validation each alone reached a mean AUROC of 0.701, 0.713, `,
    );
    expect(modelCard(averaged)).toContain(`together ${value.toFixed(3)}.`);
    expect(card).not.toContain("differ in their seeds");
  });

  test("has a row for each of several data sets, and says whether the network knows them apart", () => {
    const several = exampleDescription();
    const { crossValidation } = several.evaluation;
    several.evaluation.sources = [
      { source: "nih", crossValidation: { ...crossValidation, radiographs: 4321 }, heldOut: null },
      { source: "own", crossValidation: null, heldOut: { ...crossValidation, radiographs: 77 } },
    ];
    several.evaluation.sourceProbe = { auroc: { value: 0.871, interval: null }, radiographs: 600 };
    const text = modelCard(several);
    expect(rowOf(text, "nih")[1]).toBe("4321");
    expect(rowOf(text, "nih").slice(3)).toEqual(["", ""]);
    expect(rowOf(text, "own").slice(1, 4)).toEqual(["", "", "77"]);
    expect(text).toMatch(/tells the data sets apart with an AUROC of 0\.871 .*600 radiographs/);
    expect(card).not.toContain("By data set");
  });

  test("has tables that Markdown takes for tables", () => {
    const widths = card
      .split("\n\n")
      .flatMap((block) =>
        block.split("\n").filter((line) => line.startsWith("|")).length > 0 ? [block] : [],
      )
      .map(
        (block) =>
          new Set(
            block
              .split("\n")
              .filter((line) => line.startsWith("|"))
              .map(cellCount),
          ),
      );
    // Data, summary, two rankings, operating points, 15 findings, four of the checklists.
    expect(widths).toHaveLength(5 + 15 + 4);
    for (const width of widths) expect(width.size).toBe(1);
  });
});

function labelOf(output: number): string {
  const finding = FINDINGS[output];
  return finding ? displayName(finding) : "Any finding";
}

/** From a heading to the next. */
function section(heading: string): string {
  const from = card.indexOf(`${heading}\n`);
  expect(from).toBeGreaterThan(0);
  const next = card.indexOf(`\n${heading.startsWith("###") ? "#" : "## "}`, from + 1);
  return card.slice(from, next < 0 ? undefined : next);
}

function rowOf(text: string, label: string): (string | undefined)[] {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`| ${label} |`));
  return (
    line
      ?.split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()) ?? []
  );
}

function cellCount(line: string): number {
  return line.split("|").length;
}

function estimate(
  figure: { value: number; interval: { low: number; high: number } | null } | null | undefined,
): string {
  if (!figure) return "";
  const { value, interval } = figure;
  return `${value.toFixed(3)} (${interval?.low.toFixed(3)} to ${interval?.high.toFixed(3)})`;
}
