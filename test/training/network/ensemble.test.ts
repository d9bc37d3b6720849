import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FINDINGS } from "../../../src/findings/index.ts";
import { writeOnnx } from "../../../src/graph/index.ts";
import { float32 } from "../../../src/graph/tensor.ts";
import { readingGraph } from "../../../src/model/index.ts";
import { readSafetensors } from "../../../src/networks/index.ts";
import { networkInput, readRadiograph } from "../../../src/radiograph/index.node.ts";
import { loadModel } from "../../../src/reading/index.node.ts";
import { createSession } from "../../../src/runtime/index.node.ts";
import { type TrainingPaths, train, trainPart } from "../../../src/training/index.node.ts";
import { parsePredictionTable } from "../../../src/training/prediction-table.ts";
import type { NetworkRecipe } from "../../../src/training/recipe.ts";
import { makeDataSet, nameOf } from "../made-up-data-set.ts";
import { NETWORK_RECIPE } from "./network-recipe.ts";

const RECIPE: NetworkRecipe = {
  ...NETWORK_RECIPE,
  fit: { ...NETWORK_RECIPE.fit, epochs: 2, earlyStopping: null, frozen: [], ensemble: 2 },
  validation: { folds: 3, fitted: 1, refit: false },
};

let root: string;
let pathsOf: (run: string) => TrainingPaths;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-ensemble-"));
  pathsOf = await makeDataSet(root, RECIPE);
  await train(pathsOf("whole"), { threads: 1, loaders: 0 });
}, 300_000);
afterAll(() => rm(root, { recursive: true }));

test("predicts by the mean of fits that differ, and says what each reaches alone", async () => {
  const { out } = pathsOf("whole");
  const table = parsePredictionTable(await readFile(join(out, "out-of-fold.csv"), "utf8"));
  const [first, second] = await Promise.all(
    ["fold-1-fit-1", "fold-1-fit-2"].map(
      async (fit) => (await weightsOf("whole", fit)).get("logits")?.data,
    ),
  );
  expect(first).not.toEqual(second);
  expect(table.logits.data.length).toBeGreaterThan(100);
  for (const [place, value] of table.logits.data.entries())
    expect(value).toBeCloseTo((Number(first?.[place]) + Number(second?.[place])) / 2, 5);
  const { evaluation } = JSON.parse(await readFile(join(out, "best", "model.json"), "utf8"));
  expect(evaluation.singleFits).toHaveLength(2);
});

test("ships all of them in one graph, in half precision", async () => {
  const { out, images } = pathsOf("whole");
  const radiograph = await readRadiograph(join(images ?? "", nameOf(0)));
  const input = networkInput(radiograph, RECIPE.network.inputSize);
  const model = await loadModel(join(out, "best"));
  const together = await model.score(input);
  const reading = await model.read(radiograph);
  await model.release();
  const alone = await Promise.all(
    ["fold-1-fit-1", "fold-1-fit-2"].map((fit) => outputsOf(fit, input)),
  );
  for (const [finding, logit] of together.logits.entries()) {
    const mean = alone.reduce((sum, { logits }) => sum + (logits[finding] ?? 0) / 2, 0);
    expect(Math.abs((logit ?? 0) - mean)).toBeLessThan(0.02);
  }
  for (const [cell, value] of reading.heatmaps.data.entries()) {
    const mean = alone.reduce((sum, { heatmaps }) => sum + (heatmaps[cell] ?? 0) / 2, 0);
    expect(Math.abs(value - mean)).toBeLessThan(0.005);
  }
  const [whole, single] = await Promise.all([
    stat(join(out, "best", "model.onnx")),
    stat(join(out, "fold-1-fit-1.safetensors")),
  ]);
  expect(whole.size).toBeLessThan(1.1 * single.size);
});

test("each fit is the one that its seed alone gives", async () => {
  const recipe = join(root, "alone.json");
  const { ensemble: _, ...fit } = RECIPE.fit;
  await writeFile(recipe, JSON.stringify({ ...RECIPE, fit }));
  await train({ ...pathsOf("alone"), recipe }, { threads: 1, loaders: 0 });
  const [alone, together] = await Promise.all([
    weightsOf("alone", "fold-1"),
    weightsOf("whole", "fold-1-fit-1"),
  ]);
  expect(alone.size).toBeGreaterThan(10);
  // What only an ensemble asks of its fits: how sure each is, and what it says of the held-out radiographs.
  const asked = ["spreads", "outside"];
  expect(together.get("spreads")?.shape).toEqual(together.get("logits")?.shape);
  expect(together.get("spreads")?.data.every((one) => one > 0)).toBe(true);
  expect(together.get("outside")?.shape[0]).toBeGreaterThan(0);
  for (const [name, { shape, data }] of together) {
    if (asked.includes(name)) continue;
    const other = alone.get(name) ?? float32([0], []);
    expect(other.shape, name).toEqual(shape);
    expect(bytesOf(other.data).equals(bytesOf(data)), name).toBe(true);
  }
}, 300_000);

test("interrupted in the second fit it ends in the same bytes, and nothing is fitted twice", async () => {
  const paths = pathsOf("stopped");
  const stop = new AbortController();
  const stages = new Set<string>();
  const onStep = (stage: string, done: number) => {
    stages.add(stage);
    if (stage === "fold 1 of 1, fit 2 of 2" && done === 2) stop.abort();
  };
  const options = { threads: 1, loaders: 0, onStep, signal: stop.signal };
  await expect(train(paths, options)).rejects.toMatchObject({ code: "TRAINING_STOPPED" });
  expect([...stages]).toEqual(["pixels", "fold 1 of 1, fit 1 of 2", "fold 1 of 1, fit 2 of 2"]);
  await train(paths, { threads: 1, loaders: 0 });
  for (const file of ["fold-1-fit-2.safetensors", "best/model.onnx", "best/model.json"]) {
    const whole = await readFile(join(pathsOf("whole").out, file));
    expect((await readFile(join(paths.out, file))).equals(whole), file).toBe(true);
  }
}, 300_000);

test("in parts, beside each other, it ends in the same bytes, and puts together what is there", async () => {
  const paths = pathsOf("parts");
  const options = { threads: 1, loaders: 0 };
  const done = await Promise.all(
    [0, 1].map((index) => trainPart(paths, { index, of: 2 }, options)),
  );
  expect(Math.max(...done.map(({ done }) => done))).toBe(2);
  expect(done.map(({ fits }) => fits)).toEqual([2, 2]);
  expect(existsSync(join(paths.out, "best"))).toBe(false);
  const stages = new Set<string>();
  await train(paths, { ...options, onStep: (stage) => stages.add(stage) });
  expect([...stages].filter((stage) => stage.startsWith("fold"))).toEqual([]);
  for (const file of ["best/model.onnx", "best/model.json"]) {
    const whole = await readFile(join(pathsOf("whole").out, file));
    expect((await readFile(join(paths.out, file))).equals(whole), file).toBe(true);
  }
}, 300_000);

/** To be compared as bytes: of millions of numbers, one at a time takes minutes. */
function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function weightsOf(run: string, fit: string) {
  const bytes = await readFile(join(pathsOf(run).out, `${fit}.safetensors`));
  return readSafetensors(bytes).tensors;
}

/** What one of the networks says in float32. */
async function outputsOf(fit: string, input: Float32Array) {
  const tensors = await weightsOf("whole", fit);
  const asked = ["logits", "spreads", "outside"];
  const weights = new Map([...tensors].filter(([name]) => !asked.includes(name)));
  const head = weights.get("head.weight") ?? float32([0, 0], []);
  const columns = head.shape[1] ?? 0;
  const graph = readingGraph(
    RECIPE.network,
    weights,
    {
      weight: float32([FINDINGS.length, columns], head.data.slice(0, FINDINGS.length * columns)),
      bias: float32(
        [FINDINGS.length],
        weights.get("head.bias")?.data.slice(0, FINDINGS.length) ?? [],
      ),
    },
    null,
  );
  const session = await createSession(writeOnnx(graph));
  const size = RECIPE.network.inputSize;
  const outputs = await session.run({ grey: float32([1, 1, size, size], input) }, [
    "logits",
    "heatmaps",
  ]);
  await session.release();
  return { logits: outputs.logits?.data ?? [], heatmaps: outputs.heatmaps?.data ?? [] };
}
