import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSafetensors } from "../../../src/networks/index.ts";
import { type TrainingPaths, train } from "../../../src/training/index.node.ts";
import type { NetworkRecipe } from "../../../src/training/recipe.ts";
import { makeDataSet } from "../made-up-data-set.ts";
import { NETWORK_RECIPE } from "./network-recipe.ts";

const RECIPE: NetworkRecipe = {
  ...NETWORK_RECIPE,
  fit: { ...NETWORK_RECIPE.fit, epochs: 2, earlyStopping: null, frozen: [], averagedFits: 2 },
  validation: { folds: 3, fitted: 1, refit: false },
};

let root: string;
let pathsOf: (run: string) => TrainingPaths;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-averaged-fits-"));
  pathsOf = await makeDataSet(root, RECIPE);
  await train(pathsOf("whole"), { threads: 1, loaders: 0 });
}, 300_000);
afterAll(() => rm(root, { recursive: true }));

test("a network is the mean of fits that differ", async () => {
  const [mean, first, second] = await Promise.all(
    ["fold-1", "fold-1-fit-1", "fold-1-fit-2"].map((fit) => weightsOf("whole", fit)),
  );
  let different = 0;
  for (const [name, { data }] of mean ?? []) {
    if (name === "logits") continue;
    const [one, other] = [first?.get(name)?.data ?? [], second?.get(name)?.data ?? []];
    for (const [index, value] of data.entries()) {
      const [a, b] = [Number(one[index]), Number(other[index])];
      expect(Math.abs(value - (a + b) / 2)).toBeLessThanOrEqual(
        1e-6 * Math.max(1, Math.abs(a), Math.abs(b)),
      );
      if (a !== b) different++;
    }
  }
  expect(different).toBeGreaterThan(1_000_000);
});

test("each fit is the one that its seed alone gives", async () => {
  const recipe = join(root, "alone.json");
  const { averagedFits: _, ...fit } = RECIPE.fit;
  await writeFile(recipe, JSON.stringify({ ...RECIPE, fit }));
  await train({ ...pathsOf("alone"), recipe }, { threads: 1, loaders: 0 });
  expect(await readFile(join(pathsOf("alone").out, "fold-1.safetensors"))).toEqual(
    await readFile(join(pathsOf("whole").out, "fold-1-fit-1.safetensors")),
  );
}, 300_000);

test("interrupted in the second fit it ends in the same bytes, and the page counts its fits", async () => {
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
  for (const file of ["fold-1.safetensors", "best/model.onnx", "best/model.json"])
    expect(await readFile(join(paths.out, file)), file).toEqual(
      await readFile(join(pathsOf("whole").out, file)),
    );
}, 300_000);

async function weightsOf(run: string, fit: string) {
  const bytes = await readFile(join(pathsOf(run).out, `${fit}.safetensors`));
  return readSafetensors(bytes).tensors;
}
