import { readFileSync, rmSync, writeFileSync } from "node:fs";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auroc } from "../../src/evaluation/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import {
  cardMarkdown,
  cardOf,
  readEvidence,
  type TrainedModelDescription,
} from "../../src/model/index.node.ts";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { loadModel } from "../../src/reading/index.node.ts";
import { type TrainingPaths, train } from "../../src/training/index.node.ts";
import {
  heldOutImages,
  labelsOf,
  makeDataSet,
  nameOf,
  RECIPE,
  UNREADABLE,
} from "./made-up-data-set.ts";
import { readLog } from "./read-log.ts";

/** One row of `features.f32`. */
const ROW_BYTES = 1280 * 4;
const TRAIN_IMAGES = 44;

let root: string;
let pathsOf: (run: string) => TrainingPaths & { images: string };
let whole: TrainedModelDescription;
const notes: string[] = [];
const stages = new Set<string>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-train-"));
  pathsOf = await makeDataSet(root);
  whole = await train(pathsOf("whole"), {
    onNote: (note) => notes.push(note),
    onStep: (stage) => stages.add(stage),
  });
});
afterAll(() => rm(root, { recursive: true }));

describe("a run of training", () => {
  test("leaves a complete folder", async () => {
    const { out } = pathsOf("whole");
    expect((await readdir(out)).sort()).toEqual([
      "best",
      "checkpoint-fold-1.safetensors",
      "checkpoint-fold-2.safetensors",
      "checkpoint-fold-3.safetensors",
      "curves.svg",
      "environment.json",
      "features.f32",
      "held-out.csv",
      "index.html",
      "log.jsonl",
      "out-of-fold.csv",
      "recipe.json",
    ]);
    expect((await readdir(join(out, "best"))).sort()).toEqual([
      "MODEL_CARD.md",
      "evaluation",
      "model.json",
      "model.onnx",
    ]);
    expect((await readdir(join(out, "best", "evaluation"))).sort()).toEqual([
      "cross-validation.json",
      "held-out.json",
    ]);
    expect((await stat(join(out, "features.f32"))).size).toBe(TRAIN_IMAGES * ROW_BYTES);
    expect(JSON.parse(await readFile(join(out, "recipe.json"), "utf8")).recipe).toEqual(RECIPE);
    expect(JSON.parse(await readFile(join(out, "environment.json"), "utf8"))).toMatchObject({
      node: process.version,
    });
  });

  test("logs every epoch of every fold with its losses", async () => {
    const lines = await readLog(pathsOf("whole"));
    for (const fold of [1, 2, 3]) {
      const epochs = lines.filter((line) => line.stage === "fold" && line.fold === fold);
      expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, index) => index + 1));
      for (const { trainLoss, validationLoss } of epochs) {
        expect(trainLoss).toBeGreaterThan(0);
        expect(validationLoss).toBeGreaterThan(0);
      }
    }
    expect(lines.at(-1)).toMatchObject({ stage: "done" });
  });

  test("leaves out what can't be read, and names it", () => {
    expect(notes.find((note) => note.includes(UNREADABLE.train))).toMatch(
      /^left out: .*\(NOT_AN_IMAGE\)$/,
    );
    expect(notes.find((note) => note.includes(UNREADABLE.heldOut))).toMatch(
      /^refused: .*\(NOT_AN_IMAGE\)$/,
    );
    const { crossValidation, heldOut } = whole.evaluation;
    expect(crossValidation).toMatchObject({ radiographs: TRAIN_IMAGES - 1, patients: 22 });
    expect(heldOut).toMatchObject({ radiographs: heldOutImages().length - 1, patients: 10 });
  });

  test("tells how far it is in every stage", () => {
    expect([...stages]).toEqual([
      "features",
      "fold 1 of 3",
      "fold 2 of 3",
      "fold 3 of 3",
      "final fit",
      "held out",
    ]);
  });

  test("learns what there is to learn, and knows what it can't know", () => {
    const effusion = whole.findings[FINDINGS.indexOf("Effusion")];
    expect(effusion?.crossValidation).toMatchObject({ positives: 21, radiographs: 43 });
    expect(effusion?.crossValidation.auroc?.value).toBeGreaterThan(0.9);
    expect(effusion?.prevalence).toBeCloseTo(21 / 43, 12);
    expect(effusion?.operatingPoint.sensitivity).not.toBeNull();
    const hernia = whole.findings[FINDINGS.indexOf("Hernia")];
    expect(hernia?.crossValidation.positives).toBe(1);
    expect(hernia?.operatingPoint).toMatchObject({ sensitivity: null, specificity: null });
    const edema = whole.findings[FINDINGS.indexOf("Edema")];
    expect(edema?.crossValidation.auroc).toBeNull();
  });

  test("gives a model that reads as its card says", async () => {
    const { images, out } = pathsOf("whole");
    const model = await loadModel(join(out, "best"), { threads: 1 });
    expect(model.description).toEqual(whole);
    const kept = heldOutImages().filter((image) => nameOf(image) !== UNREADABLE.heldOut);
    const readings = [];
    for (const image of kept) {
      const radiograph = await readRadiograph(join(images, nameOf(image)));
      const reading = await model.read(radiograph);
      expect(reading.heatmaps).toMatchObject({ rows: 4, columns: 4 });
      readings.push(reading);
    }
    await model.release();
    for (const finding of ["Effusion", "Nodule"] as const) {
      const index = FINDINGS.indexOf(finding);
      const scores = readings.map(({ findings }) => findings[index]?.probability ?? Number.NaN);
      const labels = kept.map((image) => (labelsOf(image).includes(finding) ? 1 : 0));
      expect(auroc(scores, labels)).toBeCloseTo(
        whole.findings[index]?.heldOut?.auroc?.value ?? Number.NaN,
        10,
      );
    }
    const anything = kept.map((image) => (labelsOf(image).length > 0 ? 1 : 0));
    expect(
      auroc(
        readings.map(({ abnormal }) => abnormal ?? Number.NaN),
        anything,
      ),
    ).toBeCloseTo(whole.abnormal.heldOut?.auroc?.value ?? Number.NaN, 10);
  });
});

describe("a run that was stopped goes on, and ends in the same bytes,", () => {
  test.each([
    ["while features are made", "features", 16, ["features", "fold 1 of 3"]],
    ["in the second fold", "fold 2 of 3", 2, ["features", "fold 2 of 3"]],
    ["in the final fit", "final fit", 3, ["features", "final fit"]],
    ["while the held-out list is read", "held out", 4, ["features", "final fit"]],
  ])("when stopped %s", async (name, stage, done, firstStages) => {
    const paths = pathsOf(`stopped ${name}`);
    const stop = (at: string, reached: number) => {
      if (at === stage && reached >= done) throw new Error("Stopped here.");
    };
    await expect(train(paths, { onStep: stop })).rejects.toThrow("Stopped here.");
    const steps: [stage: string, done: number][] = [];
    await train(paths, { onStep: (at, reached) => steps.push([at, reached]) });
    // What was done is not done again.
    expect([...new Set(steps.map(([at]) => at))].slice(0, 2)).toEqual(firstStages);
    expect(steps[0]?.[1]).toBe(stage === "features" ? 16 : 40);
    await expectSameModel(paths.out);
  });

  test("when cut off in the middle of a row of features", async () => {
    const paths = pathsOf("cut row");
    await mkdir(paths.out, { recursive: true });
    await cp(pathsOf("whole").out, paths.out, { recursive: true });
    await truncate(join(paths.out, "features.f32"), 20 * ROW_BYTES + 1234);
    await rm(join(paths.out, "checkpoint-fold-3.safetensors"));
    await rm(join(paths.out, "best"), { recursive: true });
    const steps: [stage: string, done: number][] = [];
    await train(paths, { onStep: (at, reached) => steps.push([at, reached]) });
    expect(steps[0]).toEqual(["features", 16]);
    await expectSameModel(paths.out);
  });
});

describe("a run's folder is refused", () => {
  test.each([
    ["another recipe", { recipe: "other-recipe.json" }],
    ["other weights", { weights: "other-weights.safetensors" }],
  ])("for %s", async (_, other) => {
    await writeFile(join(root, "other-recipe.json"), JSON.stringify({ ...RECIPE, seed: 12 }));
    const weights = await readFile(join(root, "weights.safetensors"));
    weights[weights.length - 1] = (weights[weights.length - 1] ?? 0) ^ 1;
    await writeFile(join(root, "other-weights.safetensors"), weights);
    const files = Object.fromEntries(
      Object.entries(other).map(([key, name]) => [key, join(root, name)]),
    );
    await expect(train({ ...pathsOf("whole"), ...files })).rejects.toMatchObject({
      name: "TrainingError",
      code: "RUN_MISMATCH",
    });
    await expectSameModel(pathsOf("whole").out);
  });

  test("for other radiographs", async () => {
    const images = join(root, "fewer", "images");
    await cp(pathsOf("whole").images, images, { recursive: true });
    for (const file of ["Data_Entry_2017_v2020.csv", "train.txt", "held-out.txt"])
      await cp(join(root, file), join(root, "fewer", file));
    await rm(join(images, nameOf(0)));
    await expect(train({ ...pathsOf("whole"), images })).rejects.toMatchObject({
      code: "RUN_MISMATCH",
    });
  });
});

test("its evaluations in full have the figures of its description, and its card is made of them", async () => {
  const best = join(pathsOf("whole").out, "best");
  const evidence = await readEvidence(best, whole);
  const [crossValidation, heldOut] = evidence.evaluations ?? [];
  expect(crossValidation?.predictions).toBe("out-of-fold");
  expect(heldOut?.predictions).toBeUndefined();
  expect(heldOut?.population).toMatchObject({
    dataset: "made-up other list",
    missing: 0,
    refused: [{ radiographs: 1 }],
  });
  for (const [key, evaluation] of [
    ["crossValidation", crossValidation],
    ["heldOut", heldOut],
  ] as const) {
    expect(evaluation?.evaluation.radiographs).toBe(whole.evaluation[key]?.radiographs);
    for (const [index, output] of (evaluation?.evaluation.findings ?? []).entries()) {
      const described = whole.findings[index]?.[key];
      expect(output.positives).toBe(described?.positives);
      expect(output.auroc?.value).toBe(described?.auroc?.value);
      expect(output.auroc?.bootstrap).toEqual(described?.auroc?.interval);
    }
    expect(evaluation?.evaluation.meanAuroc?.value).toBe(whole.evaluation[key]?.meanAuroc?.value);
  }
  const sexes = crossValidation?.evaluation.subgroups.filter(({ grouping }) => grouping === "sex");
  const counted = sexes?.reduce((sum, { radiographs }) => sum + radiographs, 0);
  expect(counted).toBe(whole.evaluation.crossValidation.radiographs);
  expect(evidence.run?.settings.get("head.folds")).toBe("3");
  const card = await readFile(join(best, "MODEL_CARD.md"), "utf8");
  expect(card).toBe(cardMarkdown(cardOf(whole, evidence)));
  expect(card).toContain("### At the operating points. Held out: made-up other list");
  expect(card).not.toContain("evaluated later");
});

test("a patient on both lists is refused by name, before anything is written", async () => {
  const table = join(root, "overlap", "Data_Entry_2017_v2020.csv");
  await mkdir(join(root, "overlap"));
  const rows = await readFile(join(root, "Data_Entry_2017_v2020.csv"), "utf8");
  const heldOut = nameOf(heldOutImages()[0] ?? 0);
  await writeFile(table, rows.replace(new RegExp(`(${heldOut},[^,]*,0),\\d+,`), "$1,3,"));
  for (const file of ["train.txt", "held-out.txt"])
    await cp(join(root, file), join(root, "overlap", file));
  const paths = { ...pathsOf("overlapping"), labels: table };
  await expect(train(paths)).rejects.toMatchObject({
    code: "PATIENT_OVERLAP",
    message: expect.stringMatching(/train\.txt.*held-out\.txt: 3\b/),
  });
  await expect(stat(paths.out)).rejects.toMatchObject({ code: "ENOENT" });
});

/** The model of a run, byte by byte that of the uninterrupted one. */
async function expectSameModel(out: string): Promise<void> {
  for (const file of [
    "model.onnx",
    "model.json",
    "MODEL_CARD.md",
    "evaluation/cross-validation.json",
    "evaluation/held-out.json",
  ]) {
    const [ours, expected] = [
      await readFile(join(out, "best", file)),
      await readFile(join(pathsOf("whole").out, "best", file)),
    ];
    expect(Buffer.compare(ours, expected), file).toBe(0);
  }
}

test.each([
  ["features", nameOf(43)],
  ["held out", nameOf(63)],
])(
  "a file that can't be read during %s stops the run by its name, and the next start goes on",
  async (where, name) => {
    const paths = pathsOf(`lost-${where}`);
    const path = join(paths.images, name);
    const bytes = readFileSync(path);
    const onStep = (stage: string) => {
      if (stage === where) rmSync(path, { force: true });
    };
    await expect(train(paths, { onStep })).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringContaining(path),
    });
    writeFileSync(path, bytes);
    expect(await train(paths)).toEqual(whole);
  },
);

test("a full disk stops the run with what to do, and the next start goes on", async () => {
  const paths = pathsOf("full disk");
  await mkdir(paths.out, { recursive: true });
  await symlink("/dev/full", join(paths.out, "log.jsonl"));
  await expect(train(paths)).rejects.toMatchObject({
    code: "RUN_UNWRITABLE",
    message: expect.stringMatching(/log\.jsonl can't be written \(ENOSPC.*make room.*--resume/),
  });
  await rm(join(paths.out, "log.jsonl"));
  expect(await train(paths)).toEqual(whole);
});

test("asked to stop it stops where it is, whatever it does, and goes on to the same model", async () => {
  const paths = pathsOf("stopped");
  for (const where of ["features", "fold 2 of 3", "held out"]) {
    const stop = new AbortController();
    const onStep = (stage: string) => {
      if (stage === where) stop.abort();
    };
    await expect(train(paths, { onStep, signal: stop.signal })).rejects.toMatchObject({
      code: "TRAINING_STOPPED",
      message: expect.stringMatching(new RegExp(`^${where}: stopped as asked.*--resume`)),
    });
  }
  expect(await train(paths)).toEqual(whole);
});
