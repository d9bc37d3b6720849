import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../../src/findings/index.ts";
import type { TrainedModelDescription } from "../../../src/model/index.node.ts";
import { readSafetensors } from "../../../src/networks/index.ts";
import { readRadiograph } from "../../../src/radiograph/index.node.ts";
import { Random } from "../../../src/random.ts";
import { loadModel } from "../../../src/reading/index.node.ts";
import { type LearnedStep, type TrainingPaths, train } from "../../../src/training/index.node.ts";
import { heldOutImages, makeDataSet, nameOf } from "../made-up-data-set.ts";
import { readLog } from "../read-log.ts";
import { ENOUGH_IMAGES, SCORED_RECIPE } from "./network-recipe.ts";

/** Runs what was built: to start from TypeScript twenty times would take most of the time. */
const CHILD = fileURLToPath(new URL("train-in-child.js", import.meta.url));
const KILLS = 20;

let root: string;
let pathsOf: (run: string) => TrainingPaths & { images: string };
let whole: TrainedModelDescription;
const learned: LearnedStep[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-train-network-"));
  pathsOf = await makeDataSet(root, SCORED_RECIPE, ENOUGH_IMAGES);
  // One loader thread or none, checkpoints often or never: nothing of it may show in what comes out.
  whole = await train(pathsOf("whole"), {
    threads: 1,
    loaders: 0,
    onLearned: (step) => learned.push(step),
  });
}, 300_000);
afterAll(() => rm(root, { recursive: true }));

describe("a run that trains a whole network", () => {
  test("leaves a model that reads", async () => {
    const { images, out } = pathsOf("whole");
    const model = await loadModel(join(out, "best"), { threads: 1 });
    expect(model.description).toEqual(whole);
    const radiograph = await readRadiograph(
      join(images, nameOf(heldOutImages(ENOUGH_IMAGES)[0] ?? 0)),
    );
    const reading = await model.read(radiograph);
    expect(reading.findings).toHaveLength(FINDINGS.length);
    expect(reading.heatmaps).toMatchObject({ rows: 4, columns: 4 });
    await model.release();
  });

  test("predicts only the folds that it fitted, and every patient once", () => {
    const { crossValidation } = whole.evaluation;
    expect(crossValidation.radiographs).toBeGreaterThan(100);
    expect(crossValidation.radiographs).toBeLessThan(116);
    expect(whole.evaluation.heldOut?.patients).toBe(10);
  });

  test("logs every epoch of every fit, and moves every tensor of the network", async () => {
    const lines = await readLog(pathsOf("whole"));
    for (const fit of ["fold-1", "fold-2"]) {
      const epochs = lines.filter((line) => line.stage === "epoch" && line.fit === fit);
      expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    }
    const { tensors } = readSafetensors(await readFile(join(root, "weights.safetensors")));
    const fitted = readSafetensors(
      await readFile(join(pathsOf("whole").out, "final.safetensors")),
    ).tensors;
    const still = [...tensors].filter(([name, { data }]) => {
      const after = fitted.get(name)?.data;
      return after !== undefined && Buffer.from(after.buffer).equals(Buffer.from(data.buffer));
    });
    expect(still.map(([name]) => name)).toEqual([]);
  });

  test("tells each step of the optimizer, epochs counted on", () => {
    const first = learned.filter(({ stage }) => stage === learned[0]?.stage);
    expect(first.at(-1)?.epochs).toBe(SCORED_RECIPE.fit.epochs);
    expect(first.every(({ epochs }, index) => epochs > (first[index - 1]?.epochs ?? 0))).toBe(true);
    expect(learned.every(({ loss, rate }) => loss > 0 && rate >= 0)).toBe(true);
  });

  test("needs no checkpoint once a fit is done", async () => {
    const files = await readdir(pathsOf("whole").out);
    expect(files.filter((name) => name.startsWith("checkpoint"))).toEqual([]);
  });
});

test(`killed ${KILLS} times, while it writes checkpoints too, it goes through the same states`, async () => {
  const random = Random.fromSeed(20261125);
  const uninterrupted = new Map<string, string>();
  const unkilled = startChild(pathsOf("unkilled"));
  await stepsOf(unkilled, Number.POSITIVE_INFINITY, (step, state) =>
    uninterrupted.set(step, state),
  );
  expect(await exitOf(unkilled)).toBe(0);
  expect(uninterrupted.size).toBe(learned.length);

  const paths = pathsOf("killed");
  const differing: string[] = [];
  const compare = (step: string, state: string) => {
    if (uninterrupted.get(step) !== state) differing.push(step);
  };
  let inWriting = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const child = startChild(paths);
    await stepsOf(child, 1 + random.below(2), compare);
    if (kill % 2 === 0) await untilWriting(paths);
    else await new Promise((resolve) => setTimeout(resolve, random.below(60)));
    child.kill("SIGKILL");
    expect(await exitOf(child)).toBeNull();
    if ((await halfWritten(paths)).length > 0) inWriting++;
  }
  // Writing may be over before the signal arrives.
  expect(inWriting).toBeGreaterThanOrEqual(KILLS / 4);
  const last = startChild(paths);
  await stepsOf(last, Number.POSITIVE_INFINITY, compare);
  expect(await exitOf(last)).toBe(0);
  expect(differing).toEqual([]);
  expect(await halfWritten(paths)).toEqual([]);
  for (const file of ["fold-1.safetensors", "fold-2.safetensors", "final.safetensors"])
    expect(await sha256Of(paths, file), file).toBe(await sha256Of(pathsOf("whole"), file));
  expect(await sha256Of(paths, "best/model.onnx")).toBe(
    await sha256Of(pathsOf("whole"), "best/model.onnx"),
  );
}, 900_000);

test("a checkpoint that there is no room for stops the run, and the one before is gone on from", async () => {
  const paths = pathsOf("no room");
  const begun = startChild(paths);
  await stepsOf(begun, 3, () => {});
  begun.kill("SIGKILL");
  await exitOf(begun);
  // No file may grow beyond a megabyte.
  const command = `ulimit -f 1024; exec "$0" "$@"`;
  const cramped = spawn("bash", ["-c", command, process.execPath, CHILD, JSON.stringify(paths)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  cramped.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  expect(await exitOf(cramped)).toBe(1);
  expect(said).toMatch(/checkpoint-fold-1\.safetensors can't be written.*make room.*--resume/);
  expect(await halfWritten(paths)).toEqual([]);
  await train(paths, { threads: 1 });
  expect(await sha256Of(paths, "final.safetensors")).toBe(
    await sha256Of(pathsOf("whole"), "final.safetensors"),
  );
}, 600_000);

test("asked to stop it keeps its state, and goes on from there", async () => {
  const paths = pathsOf("stopped");
  const stop = new AbortController();
  const onStep = (stage: string, done: number) => {
    if (stage === "fold 2 of 2" && done === 4) stop.abort();
  };
  await expect(train(paths, { threads: 1, onStep, signal: stop.signal })).rejects.toMatchObject({
    code: "TRAINING_STOPPED",
  });
  expect(await readFile(join(paths.out, "index.html"), "utf8")).toContain("Stopped");
  await train(paths, { threads: 1 });
  expect(await sha256Of(paths, "final.safetensors")).toBe(
    await sha256Of(pathsOf("whole"), "final.safetensors"),
  );
}, 600_000);

test("a loss that is no number stops the run before the weights take it up", async () => {
  const recipe = join(root, "diverging.json");
  const fit = { ...SCORED_RECIPE.fit, learningRate: 1e30, gradientNorm: null, frozen: [] };
  await writeFile(recipe, JSON.stringify({ ...SCORED_RECIPE, fit }));
  await expect(train({ ...pathsOf("diverging"), recipe }, { threads: 1 })).rejects.toMatchObject({
    code: "TRAINING_DIVERGED",
    message: expect.stringMatching(/Lower the recipe's learning rate/),
  });
});

test("a checkpoint that is damaged is refused by its file, and what is done is kept", async () => {
  const paths = pathsOf("damaged");
  await cp(pathsOf("whole").out, paths.out, { recursive: true });
  await rm(join(paths.out, "fold-2.safetensors"));
  await writeFile(join(paths.out, "checkpoint-fold-2.safetensors"), "half a file");
  await expect(train(paths, { threads: 1 })).rejects.toMatchObject({
    code: "CHECKPOINT_INVALID",
    message: expect.stringContaining("checkpoint-fold-2.safetensors"),
  });
  expect(await sha256Of(paths, "fold-1.safetensors")).toBe(
    await sha256Of(pathsOf("whole"), "fold-1.safetensors"),
  );
});

function startChild(paths: TrainingPaths): ChildProcess {
  return spawn(process.execPath, [CHILD, JSON.stringify(paths)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Checkpoints that are being written, or whose writing was cut off. */
async function halfWritten({ out }: TrainingPaths): Promise<string[]> {
  return (await readdir(out)).filter((name) => /^checkpoint.*\.partial$/.test(name));
}

/** Waits until a checkpoint is being written, but not for long: a run that is about to end writes none. */
async function untilWriting(paths: TrainingPaths): Promise<void> {
  const giveUp = performance.now() + 2000;
  while (performance.now() < giveUp) if ((await halfWritten(paths)).length > 0) return;
}

async function sha256Of({ out }: TrainingPaths, file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(join(out, file)))
    .digest("hex");
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once("exit", resolve);
  });
}

/**
 * Waits until a run has done so many steps of its fits since it was started, or has ended. Each step, these and later
 * ones, is told with the SHA-256 of the state before it.
 */
function stepsOf(
  child: ChildProcess,
  wanted: number,
  onStep: (step: string, state: string) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let steps = 0;
    let rest = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      const lines = `${rest}${chunk}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [, step = "", state = ""] = /^(.*) (\S+)$/.exec(line) ?? [];
        onStep(step, state);
        steps++;
      }
      if (steps >= wanted) resolve();
    });
    child.once("close", () => resolve());
  });
}
