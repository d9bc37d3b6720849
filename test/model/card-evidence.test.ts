import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayName, FINDINGS } from "../../src/findings/index.ts";
import { amongRadiographs } from "../../src/model/card/among-radiographs.ts";
import { usefulRange } from "../../src/model/card/decisions.ts";
import { importedCard } from "../../src/model/card/imported-card.ts";
import { escapeMarkdown } from "../../src/model/card/markdown.ts";
import {
  type CardEvaluation,
  type CardEvidence,
  cardMarkdown,
  modelCard,
  parseEvaluation,
  parseRunProvenance,
  type TrainedModelDescription,
} from "../../src/model/index.ts";
import { EXAMPLE_SHA256, exampleEvaluation, group, share } from "./example-evaluation.ts";
import { exampleDescription } from "./example-model.ts";

const model: TrainedModelDescription = {
  ...exampleDescription(),
  graph: { file: "model.onnx", sha256: EXAMPLE_SHA256 },
};

const cardWith = (...evaluations: CardEvaluation[]) => modelCard(model, { evaluations });

describe("a further evaluation in the card", () => {
  const evaluation = exampleEvaluation(model);
  const card = cardWith(evaluation);

  test("has its population, and who was left out of it", () => {
    expect(rowOf(section(card, "## Data"), "Another hospital, test")).toEqual([
      "Another hospital, test",
      "400",
      "123",
      "412",
      "7",
      "5 (COLOUR\\_IMAGE), 3 of them with a finding".replace("\\_", "_"),
      "evaluated later",
    ]);
    expect(card).not.toContain("No figure here speaks of how it does on another hospital");
    expect(modelCard(model)).toContain("No figure here speaks of how it does on another hospital");
  });

  test("has every finding's ranking, decisions and calibration", () => {
    const ranking = section(card, "### Another hospital, test");
    const decisions = section(card, "### At the operating points. Another hospital, test");
    for (const output of [...evaluation.evaluation.findings, evaluation.evaluation.anyFinding]) {
      if (output === null) throw new Error("The example has an output of any finding.");
      const label = labelOf(output.name);
      expect(rowOf(ranking, label)).toEqual([
        label,
        "100",
        `${digits(output.auroc?.value)} (${digits(output.auroc?.bootstrap?.low)} to ${digits(output.auroc?.bootstrap?.high)})`,
        digits(output.averagePrecision),
        "0.250",
      ]);
      const found = output.decisions?.truePositives ?? 0;
      const cells = rowOf(decisions, label);
      expect(cells[1]).toMatch(
        new RegExp(`^${digits(found / 100)} \\(0\\.\\d{3} to 0\\.\\d{3}\\)$`),
      );
      const own = section(card, `### ${label}\n`);
      expect(rowOf(own, "Another hospital, test")[3]).toContain(`, ${found} of 100`);
      expect(cells.slice(5)).toEqual([
        digits(output.brierSkill),
        digits(output.calibrationError.equalMass),
      ]);
    }
    expect(rowOf(section(card, "## What its probabilities"), "Edema")[1]).toBe(
      "2 to 3 percent, 5 percent",
    );
  });

  test("is the held-out radiographs' where all its figures are theirs, and no table comes twice", () => {
    const { evaluation: figures, population } = evaluation;
    const described = structuredClone(model);
    const { heldOut } = described.evaluation;
    if (heldOut === null || figures.anyFinding === null) throw new Error("The example has both.");
    Object.assign(heldOut, { radiographs: 400, patients: 123 });
    for (const [index, output] of [...described.findings, described.abnormal].entries()) {
      const measured = figures.findings[index] ?? figures.anyFinding;
      Object.assign(output.heldOut ?? {}, {
        positives: 100,
        auroc: { value: measured.auroc?.value, interval: null },
      });
    }
    const text = modelCard(described, { evaluations: [evaluation] });
    expect(text).not.toContain("Another hospital");
    expect(rowOf(section(text, "## Data"), "Held out: other list").slice(3, 5)).toEqual([
      "412",
      "7",
    ]);
    expect(text).toContain("### At the operating points. Held out: other list");
    expect(population.dataset).toBe("Another hospital");
  });

  test("is refused where it is not one, is of another graph, or of other operating points", () => {
    const parse = (change: (one: CardEvaluation) => void) => {
      const other = structuredClone(evaluation);
      change(other);
      return () => parseEvaluation(structuredClone(other), "e.json", model);
    };
    expect(parse(() => undefined)()).toEqual(evaluation);
    expect(() => parseEvaluation("{", "e.json", model)).toThrow(
      expect.objectContaining({
        code: "EVALUATION_INVALID",
        message: expect.stringMatching(/^e\.json: .* Give what thorascope evaluate --json prints/),
      }),
    );
    expect(
      parse((one) => {
        Object.assign(one.evaluation, { radiographs: -1 });
      }),
    ).toThrow(/e\.json: \/evaluation\/radiographs/);
    expect(
      parse((one) => {
        one.model.sha256 = "cd".repeat(32);
      }),
    ).toThrow(
      expect.objectContaining({
        code: "EVALUATION_MISMATCH",
        fields: expect.objectContaining({ expected: EXAMPLE_SHA256, actual: "cd".repeat(32) }),
      }),
    );
    const recalibrated = parse((one) => {
      const decisions = one.evaluation.findings[3]?.decisions;
      if (decisions) decisions.threshold = 0.999;
    });
    expect(recalibrated).toThrow(
      expect.objectContaining({
        code: "EVALUATION_MISMATCH",
        message: expect.stringContaining("Infiltration"),
      }),
    );
    expect(
      parse((one) => {
        one.evaluation.findings[5] = {
          ...(one.evaluation.findings[5] ?? never()),
          name: "Fracture",
        };
      }),
    ).toThrow(/"Fracture" is no finding/);
  });
});

describe("subgroups", () => {
  const missed = (name: string, count: number) => ({
    name,
    positives: 100,
    auroc: { value: 0.7, interval: { low: 0.6, high: 0.8 } },
    missed: share(count, 100),
    falseAlarms: null,
  });
  const card = cardWith(
    exampleEvaluation(model, [
      group("sex", "F", 60, 100, [missed("Mass", 70), missed("Edema", 40)]),
      group("sex", "M", 20, 100, [missed("Mass", 20), missed("Edema", 35)]),
      group("age", "0-17", 1, 3),
      group("age", "18-39", 50, 100),
      group("age", "40-59", 45, 100),
      group("age", null, 0, 0),
    ]),
  );
  const text = section(card, "## Subgroups");

  test("begin with the false no finding rate of every group", () => {
    expect(rowOf(text, "sex: F").slice(0, 4)).toEqual([
      "sex: F",
      "200",
      "100",
      "0.600 (0.502 to 0.691), 60 of 100",
    ]);
    expect(rowOf(text, "sex: F").slice(4)).toEqual(["0.700", "2"]);
    expect(rowOf(text, "age: unknown")[3]).toBe("");
  });

  test("say who is missed most, whether intervals lie apart, and leave small groups out of it", () => {
    expect(text).toMatch(/By sex: .* F, 0\.600 .* least M, 0\.200 .*\. The intervals lie apart\./);
    expect(text).toMatch(/By age: .* 18-39, 0\.500 .* least 40-59, 0\.450 .* overlap/);
    expect(text).toMatch(/Mass, by sex: missed most often in F, 0\.700 .*, least in M, 0\.200/);
    expect(text).not.toContain("Edema, by sex");
  });

  test("tell how many children it was judged on", () => {
    expect(card).toContain("by age, 6 are of patients under 18.");
    expect(modelCard(model)).not.toContain("## Subgroups");
    expect(modelCard(model)).toContain("was not measured: view, sex and age.");
  });
});

describe("localization", () => {
  const located = (name: string, hits: number) => ({
    name,
    cases: 40,
    isDescriptive: name !== "All",
    marked: 0.111,
    pointingGame: { model: share(hits, 40), centre: share(4, 40), meanBox: null },
    energy: { value: 0.222, interval: { low: 0.2, high: 0.3 } },
    otsu: { region: { iou: { value: 0.333, interval: null } } },
  });
  const evaluation = exampleEvaluation(model);
  evaluation.localization = {
    radiographs: 70,
    patients: 60,
    findings: [located("Mass", 10), located("Nodule", 6)],
    all: located("All", 16),
  };

  test("has its section and its item of the checklist where an evaluation has it", () => {
    const card = cardWith(parseEvaluation(structuredClone(evaluation), "e.json", model));
    const text = section(card, "## Where heatmaps point");
    expect(text).toContain("70 radiographs of 60 patients");
    expect(text).toContain("2 of 2 findings have too few");
    expect(rowOf(text, "Mass")).toEqual([
      "Mass",
      "40",
      "0.250 (0.142 to 0.402), 10 of 40",
      "0.100",
      "",
      "0.222 (0.200 to 0.300)",
      "0.111",
      "0.333",
    ]);
    expect(rowOf(text, "All")[2]).toContain("16 of 40");
    expect(card).toMatch(/\| 31 \| .* \| filled \|/);
    expect(modelCard(model)).not.toContain("## Where heatmaps point");
    expect(modelCard(model)).toMatch(/\| 31 \| .* \| partly \|/);
  });
});

describe("a thousand radiographs", () => {
  test("as one counts by hand", () => {
    // 10 percent have it: 100, of whom 80 are found; of 900 others 30 percent are called, 270.
    expect(amongRadiographs(0.1, 0.8, 0.7)).toEqual({
      of: 1000,
      withIt: 100,
      found: 80,
      missed: 20,
      withoutIt: 900,
      falseAlarms: 270,
      calledPositive: 350,
      calledNegative: 650,
    });
    expect(amongRadiographs(0.002, 0.5, 0.9)).toMatchObject({ of: 10_000, withIt: 20, found: 10 });
  });

  test("add up, whatever the figures", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, (prevalence, sensitivity, specificity) => {
        const one = amongRadiographs(prevalence, sensitivity, specificity);
        expect(one.withIt + one.withoutIt).toBe(one.of);
        expect(one.found + one.missed).toBe(one.withIt);
        expect(one.calledPositive + one.calledNegative).toBe(one.of);
        for (const value of Object.values(one)) expect(value).toBeGreaterThanOrEqual(0);
        expect(Math.abs(one.found - one.of * prevalence * sensitivity)).toBeLessThanOrEqual(1.5);
      }),
    );
  });

  test("stand in each finding's section, with predictive values elsewhere", () => {
    const described = structuredClone(model);
    const edema = described.findings[FINDINGS.indexOf("Edema")] ?? never();
    edema.prevalence = 0.1;
    edema.operatingPoint.sensitivity = share(80, 100);
    edema.operatingPoint.specificity = share(70, 100);
    const text = section(modelCard(described), "### Edema");
    expect(text).toContain(
      "Of 1,000 radiographs like these, 100 have it: 80 are found, 20 missed.",
    );
    expect(text).toContain("Of the 900 without it, 270 are called positive all the same.");
    expect(text).toContain(
      "of 350 called positive, 80 have it; of 650 called negative, 20 have it",
    );
    // Bayes' rule by hand: 0.008 / (0.008 + 0.297), 0.08 / (0.08 + 0.27), 0.24 / (0.24 + 0.21).
    expect(text).toContain("Where 1, 10 and 30 of 100 radiographs have it, 3, 23 and 53 of 100");
  });
});

describe("limits of a finding", () => {
  const described = structuredClone(model);
  const hernia = described.findings[FINDINGS.indexOf("Hernia")] ?? never();
  hernia.operatingPoint = {
    probability: 1,
    rule: "none: too few",
    sensitivity: null,
    specificity: null,
  };
  hernia.crossValidation = {
    ...hernia.crossValidation,
    positives: 14,
    auroc: { value: 0.51, interval: { low: 0.34, high: 0.68 } },
  };
  const card = modelCard(described);

  test("say that it is never called, that it may be guessing, and that there are few", () => {
    const text = section(card, "### Hernia");
    expect(text).toContain("It is never called positive (none: too few).");
    expect(text).not.toContain("Of 1,000 radiographs");
    expect(text).toContain("51 times in 100");
    expect(text).toContain("in cross-validation (0.340 to 0.680)");
    expect(text).toContain("for figures to mean much: 14 in cross-validation.");
    expect(card).toContain("Hernia it never calls.");
    expect(card).toContain("Sensitivity and specificity are not known of Hernia.");
  });

  test("compare a cell of the heatmap with the lesions", () => {
    // Cells of 1/2 and 1/3 of the side: nothing but the largest heart fits less than one.
    expect(section(card, "### Nodule")).toContain(
      "narrower than 65 pixels of 1024, less than one cell",
    );
    const fine = structuredClone(model);
    fine.heatmaps = { ...fine.heatmaps, rows: 16, columns: 16 };
    expect(section(modelCard(fine), "### Cardiomegaly")).toContain("6.0 cells of the heatmap");
    expect(section(modelCard(fine), "### Fibrosis")).not.toContain("cells of the heatmap");
  });
});

describe("thresholds of use", () => {
  const curve = (...beats: boolean[]) => ({
    decisionCurve: beats.map((beat, index) => ({
      threshold: (index + 1) / 100,
      model: beat ? 0.1 : 0.05,
      all: 0.05,
    })),
  });
  test.each([
    [[false, false], "none"],
    [[true, true, true], "1 to 3 percent"],
    [[true, false, true, true], "1 percent, 3 to 4 percent"],
  ])("%j: %s", (beats, words) => {
    expect(usefulRange(curve(...beats))).toBe(words);
  });
  test("must beat acting on nobody too", () => {
    expect(usefulRange({ decisionCurve: [{ threshold: 0.1, model: -0.1, all: -0.2 }] })).toBe(
      "none",
    );
  });
});

describe("checklists", () => {
  const states = (card: string, checklist: string) =>
    new Map(
      section(card, `### ${checklist}`)
        .split("\n")
        .filter((line) => /^\| \d/.test(line))
        .map((line) => {
          const [, number = "", , state = ""] = line.split("|").map((cell) => cell.trim());
          return [number, state] as const;
        }),
    );
  const run = parseRunProvenance(
    JSON.stringify({
      recipe: {
        name: "made-up-recipe",
        version: "4.5.6",
        seed: 77,
        validation: { folds: 5 },
        fit: { earlyStopping: null, loss: { kind: "focal" } },
        initialWeights: "weights.safetensors",
      },
      inputs: { labels: "12".repeat(32) },
    }),
    JSON.stringify({ node: "v20.19.0", platform: "linux x64", processor: "made up", cores: 2 }),
    model,
  );
  const groups = ["sex", "age"].map((grouping) => group(grouping, "one", 10, 40));
  const full: CardEvidence = { run, evaluations: [exampleEvaluation(model, groups)] };

  test("have as many items as published, each once", () => {
    const card = modelCard(model);
    // Tejani 2024: 44 items. Collins 2024: 27 items in 52 parts. Sounderajah 2025: 40 items in 48 parts.
    for (const [name, items, numbered] of [
      ["CLAIM 2024", 44, 44],
      ["TRIPOD+AI", 52, 27],
      ["STARD-AI", 48, 40],
    ] as const) {
      const found = [...states(card, name).keys()];
      expect(found).toHaveLength(items);
      const whole = [...new Set(found.map((one) => Number.parseInt(one, 10)))];
      expect(whole).toEqual(Array.from({ length: numbered }, (_, index) => index + 1));
    }
  });

  test("count in their summary what their tables say", () => {
    const card = modelCard(model, full);
    for (const name of ["CLAIM 2024", "TRIPOD+AI", "STARD-AI"]) {
      const line = section(card, "## Reporting checklists")
        .split("\n")
        .find((one) => one.startsWith(`| ${name} (`));
      const counts = line?.split("|").slice(2, 7).map(Number) ?? [];
      const all = [...states(card, name).values()];
      expect(counts).toEqual([
        all.length,
        ...["filled", "partly", "remains", "does not apply"].map(
          (state) => all.filter((one) => one === state).length,
        ),
      ]);
    }
  });

  test.each([
    ["23, software, needs the run's environment", "CLAIM 2024", "23", "partly", "filled"],
    ["25, training, needs the recipe", "CLAIM 2024", "25", "partly", "filled"],
    ["33, external testing, needs a further population", "CLAIM 2024", "33", "remains", "partly"],
    ["36, demographics, needs sex and age", "CLAIM 2024", "36", "remains", "partly"],
    ["37, subgroups", "CLAIM 2024", "37", "partly", "filled"],
    ["14, fairness, needs subgroups", "TRIPOD+AI", "14", "remains", "partly"],
    ["30, cross-tabulation, needs counts", "STARD-AI", "30", "partly", "filled"],
    ["44, funding, nobody can compute", "CLAIM 2024", "44", "remains", "remains"],
  ])("%s", (_, checklist, number, bare, withEvidence) => {
    expect(states(modelCard(model), checklist).get(number)).toBe(bare);
    expect(states(modelCard(model, full), checklist).get(number)).toBe(withEvidence);
  });

  test("follow what the description holds", () => {
    const alone = structuredClone(model);
    alone.evaluation.heldOut = null;
    for (const output of [...alone.findings, alone.abnormal]) output.heldOut = null;
    const of = (number: string, one = model) => states(modelCard(one), "CLAIM 2024").get(number);
    expect([of("32"), of("38"), of("19")]).toEqual(["filled", "filled", "filled"]);
    expect([of("32", alone), of("38", alone), of("19", alone)]).toEqual([
      "partly",
      "partly",
      "partly",
    ]);
    expect(of("27")).toBe("does not apply");
    const ensemble = structuredClone(model);
    ensemble.evaluation.singleFits = [0.7, 0.71];
    expect(of("27", ensemble)).toBe("filled");
    const without = structuredClone(model);
    if (without.evaluation.crossValidation.meanAuroc)
      without.evaluation.crossValidation.meanAuroc.interval = null;
    expect(of("29")).toBe("filled");
    expect(of("29", without)).toBe("partly");
  });

  test("the run's settings, hashes and machine are in the card; another recipe's run is not this model's", () => {
    const card = modelCard(model, full);
    expect(rowOf(card, "fit.loss.kind")[1]).toBe("focal");
    expect(rowOf(card, "fit.earlyStopping")[1]).toBe("none");
    expect(card).toContain(`- SHA-256 of labels: ${"12".repeat(32)}`);
    expect(card).toContain("- processor: made up");
    const other = JSON.stringify({ recipe: { name: "other", version: "1", seed: 77 }, inputs: {} });
    expect(parseRunProvenance(other, null, model)).toBeNull();
    expect(parseRunProvenance("{", null, model)).toBeNull();
  });
});

describe("hostile texts", () => {
  const hostile = "x|y\n# heading\n<script>alert(1)</script> [a](javascript:b) `c` *d* ![e](f)";

  test("stay text in Markdown", () => {
    const described = structuredClone(model);
    described.title = hostile;
    described.training.notes = [hostile];
    described.evaluation.crossValidation.population = hostile;
    const evaluation = exampleEvaluation(described, [group(hostile, hostile, 1, 30)]);
    evaluation.population.dataset = hostile;
    const card = modelCard(described, { evaluations: [evaluation] });
    expect(card).not.toContain("<script");
    expect(card).not.toMatch(/^# heading/m);
    expect(card).not.toMatch(/(?<!\\)\[a/);
    expect(card).not.toMatch(/(?<!\\)`c/);
    for (const block of card
      .trim()
      .split("\n\n")
      .filter((one) => one.startsWith("|"))) {
      const widths = block.split("\n").map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test.each([
    ["- no list", "\\- no list"],
    ["1. no list", "1\\. no list"],
    ["0.713 (0.674 to 0.745)", "0.713 (0.674 to 0.745)"],
    ["mobilenet_v2 _x_", "mobilenet_v2 \\_x\\_"],
    ["a < b & c", "a &lt; b &amp; c"],
  ])("%s", (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });
});

describe("an imported network's card", () => {
  const imported = {
    format: 1 as const,
    name: "theirs",
    version: "1",
    title: "Somebody's network",
    graph: { file: "model.onnx", sha256: EXAMPLE_SHA256 },
    input: { size: 224 },
    heatmaps: { rows: 7, columns: 7, method: "made-up maps" },
    findings: FINDINGS.map((finding) => ({
      finding,
      label: finding === "Hernia" ? null : finding,
    })),
    imported: {
      architecture: "densenet121",
      layout: "chexnet",
      inputRange: "imagenet",
      labels: ["Mass", "Fracture"],
      source: { file: "w|1.pt", sha256: "ef".repeat(32), address: null, licence: null },
      notes: ["A note."],
    },
  };

  test("says that nothing was measured, until something is", () => {
    const bare = cardMarkdown(importedCard(imported));
    expect(bare).toContain("Not measured: Thorascope knows nothing");
    expect(bare).toContain("w\\|1.pt");
    expect(bare).not.toContain("How well it ranks");
    const uncalibrated = exampleEvaluation(model);
    for (const output of uncalibrated.evaluation.findings) output.decisions = null;
    uncalibrated.evaluation.anyFinding = null;
    const parsed = parseEvaluation(structuredClone(uncalibrated), "e.json", imported);
    const measured = cardMarkdown(importedCard(imported, { evaluations: [parsed] }));
    expect(measured).toContain("what was measured since stands below");
    const mass = uncalibrated.evaluation.findings[FINDINGS.indexOf("Mass")];
    expect(rowOf(section(measured, "### Another hospital, test"), "Mass")[2]).toContain(
      digits(mass?.auroc?.value),
    );
    expect(rowOf(section(measured, "### Another hospital, test"), "Hernia")).toEqual([]);
  });
});

function labelOf(name: string): string {
  const finding = FINDINGS.find((one) => one === name);
  return finding === undefined ? name : displayName(finding);
}

function digits(value: number | null | undefined): string {
  return value?.toFixed(3) ?? "";
}

/** From a heading to the next of its level or above. */
function section(card: string, heading: string): string {
  const from = card.indexOf(`\n${heading}`);
  expect(from, heading).toBeGreaterThan(0);
  const end = heading.startsWith("###") ? /\n##/ : /\n## /;
  const rest = card.slice(from + 1 + heading.length);
  const next = rest.search(end);
  return next < 0 ? rest : rest.slice(0, next);
}

function rowOf(text: string, label: string): string[] {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`| ${label} |`));
  return (
    line
      ?.split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()) ?? []
  );
}

function never(): never {
  throw new Error("The example has one of every finding.");
}

test.each([
  ["nih", "mined from reports"],
  ["folder", "nobody measured here"],
  ["jsrt", "nobody measured here"],
  ["generated", "Its radiographs are synthetic"],
])("what labels are worth is said of %s as it is", (dataset, words) => {
  const { recipe: name, seed } = model.training;
  const run = parseRunProvenance(
    JSON.stringify({ recipe: { name, version: "1", seed, data: { dataset } }, inputs: {} }),
    null,
    model,
  );
  expect(section(modelCard(model, { run, evaluations: [] }), "## Data")).toContain(words);
});
