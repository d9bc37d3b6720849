/**
 * Walks a recipe of the whole of ChestX-ray14 up to its 200th batch (of which two make a step), on as many
 * generated radiographs of the same size, and prints how long it takes and how much memory it holds on the way:
 *
 *     npx tsx bench/full-nih.ts FOLDER [RADIOGRAPHS] [DISTINCT PATIENTS] [RECIPE]
 *
 * FOLDER gets files as NIH's download has them, 1024 x 1024 pixels each. Patients are drawn (150), and each of
 * their radiographs stands under many names, as hard links: every one is read, decoded, reduced and learned
 * from as a file of its own. Weights are random, since the recipe's own can't be downloaded here.
 */
import { spawn } from "node:child_process";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { generateRadiographs } from "../src/dataset/generated/index.node.ts";
import { labelTable } from "../src/dataset/generated/label-table.ts";
import type { LocatedRecord } from "../src/dataset/index.ts";
import { initialWeights, writeSafetensors } from "../src/networks/index.ts";
import { Random } from "../src/random.ts";

const SEED = 20261125;
const BATCHES = 200;
/** Share of the radiographs that NIH's official list trains on. */
const TRAINED = 86_524 / 112_120;
const PER_PATIENT = 4;
const WATCH_MILLISECONDS = 10_000;

const [folder = "", wanted = "112120", distinct = "150", named = "nih-densenet121"] =
  process.argv.slice(2);
if (folder === "") {
  console.error("Give a folder for the radiographs and the run.");
  process.exit(2);
}
const images = join(folder, "images");
const recipePath = resolve(import.meta.dirname, `../recipes/${named}.json`);
const { network, fit } = JSON.parse(await readFile(recipePath, "utf8"));
await prepareFolder(Number(wanted), Number(distinct));
const weights = join(folder, `${network.architecture}.safetensors`);
const random = Random.fromSeed(SEED);
await writeFile(
  weights,
  writeSafetensors(initialWeights(network.architecture, { channels: 3, random }), {}),
);
await walk(join(folder, "run"));

/** Draws patients and gives their radiographs as many names as NIH has. */
async function prepareFolder(radiographs: number, patients: number): Promise<void> {
  const drawn = await generateRadiographs(
    { seed: SEED, patients, heldOutPatients: 0, size: 1024 },
    join(folder, "drawn"),
    {
      onProgress: (done, total) => {
        if (done % 50 === 0) console.log(`drawn: ${done} of ${total}`);
      },
    },
  );
  await mkdir(images, { recursive: true });
  const listed: { record: LocatedRecord; isHeldOut: boolean }[] = [];
  for (let index = 0; index < radiographs; index++) {
    const source = drawn[index % drawn.length];
    if (source === undefined) continue;
    const patient = Math.floor(index / PER_PATIENT) + 1;
    const number = String(index % PER_PATIENT).padStart(3, "0");
    const fileName = `${String(patient).padStart(8, "0")}_${number}.png`;
    const record = {
      ...source,
      fileName,
      patientId: String(patient),
      path: join(images, fileName),
    };
    await link(source.path, record.path).catch(refuseAllButExisting);
    listed.push({ record, isHeldOut: patient * PER_PATIENT > radiographs * TRAINED });
  }
  const names = (isHeldOut: boolean) =>
    listed
      .filter((one) => one.isHeldOut === isHeldOut)
      .map(({ record }) => `${record.fileName}\n`)
      .join("");
  await writeFile(join(folder, "Data_Entry_2017_v2020.csv"), labelTable(listed));
  await writeFile(join(folder, "train_val_list.txt"), names(false));
  await writeFile(join(folder, "test_list.txt"), names(true));
  console.log(`${listed.length} radiographs of 1024 x 1024 pixels, ${drawn.length} distinct.`);
}

function refuseAllButExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

/** Runs the built command on the recipe, asks it to stop after the 200th batch, and watches its memory. */
async function walk(run: string): Promise<void> {
  await rm(run, { recursive: true, force: true });
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      resolve(import.meta.dirname, "../dist/cli/main.js"),
      "train",
      recipePath,
      "--images",
      images,
      "--weights",
      weights,
      "--out",
      run,
      "--quiet",
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  let preparedAfter: number | null = null;
  let isAsked = false;
  const seconds = () => (performance.now() - started) / 1000;
  const watch = setInterval(async () => {
    const [memory, steps] = await Promise.all([residentMegabytes(child.pid), readSteps(run)]);
    const cache = await stat(join(run, "pixels")).catch(() => null);
    const what = steps === null ? (cache === null ? "labels" : "pixels") : `batch ${steps.batch}`;
    console.log(`${seconds().toFixed(0)} s: ${what}, ${memory.now} MB, peak ${memory.peak} MB`);
    if (steps !== null && preparedAfter === null) {
      preparedAfter = steps.preparedSeconds;
      console.log(`pixels were ready after ${preparedAfter.toFixed(0)} s`);
    }
    if (steps !== null && steps.batch >= BATCHES && !isAsked) {
      isAsked = true;
      const rate = steps.batchesPerSecond * fit.batchSize;
      console.log(`${steps.batch} batches: ${rate.toFixed(1)} images/s`);
      child.kill("SIGINT");
    }
  }, WATCH_MILLISECONDS);
  const code = await new Promise((done) => child.once("exit", done));
  clearInterval(watch);
  console.log(`ended with ${code} after ${seconds().toFixed(0)} s`);
}

async function residentMegabytes(pid: number | undefined) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const of = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: of("VmRSS"), peak: of("VmHWM") };
}

/** How far the fit is; null before it began. */
async function readSteps(run: string) {
  const text = await readFile(join(run, "log.jsonl"), "utf8").catch(() => "");
  const lines = text
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line));
  const steps = lines.filter(({ stage }) => stage === "step");
  const last = steps.at(-1);
  if (last === undefined) return null;
  const [first] = steps;
  const { batches } = lines.find(({ stage }) => stage === "fit");
  const inAll = ({ epoch, step }: { epoch: number; step: number }) => (epoch - 1) * batches + step;
  const seconds = (Date.parse(last.time) - Date.parse(first.time)) / 1000;
  const prepared = lines.find(({ stage }) => stage === "pixels");
  const began = (await stat(join(run, "recipe.json"))).mtimeMs;
  return {
    batch: inAll(last),
    /** Since the first line, so that loading the network is not counted. */
    batchesPerSecond: (inAll(last) - inAll(first)) / seconds,
    preparedSeconds: (Date.parse(prepared.time) - began) / 1000,
  };
}
