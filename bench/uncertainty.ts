/**
 * What tells best how far a network's logit on a radiograph would be off had it been fitted with another seed, and
 * what other training patients would change. Nothing is chosen on the held-out list: its labels are not read.
 *
 *     npx tsx bench/uncertainty.ts RUN IMAGES [FOLDS]
 *
 * RUN is a run of an ensemble's recipe on NIH data with two folds or more done; FOLDS are tried, the first alone
 * unless told.
 *
 * 1. Each fit is predicted from the others: its logit is normal around their mean, with a variance that is a constant
 *    plus a share of a signal: nothing, the others' own variance, their variance over variations of the radiograph
 *    (the recipe's augmentation), over dropout's masks. The share is fitted on one half of the patients and judged on
 *    the other, and the other way round.
 * 2. Every fold's ensemble scores the held-out radiographs. Fold's ensembles differ by seeds and by a fifth of their
 *    patients: the delete-a-group jackknife (Efron and Tibshirani 1993, chapter 11), less what seeds explain.
 * 3. The run's model reads the held-out radiographs: how many decisions are borderline, and how many would be were
 *    that what other patients change in the intervals.
 */
import { access, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { patientFolds } from "../src/dataset/index.ts";
import { evaluationBatches } from "../src/dataset/loader/index.node.ts";
import { preparePixelCache } from "../src/dataset/pixel-cache.node.ts";
import { forEachResample, indexPatients } from "../src/evaluation/resample.ts";
import { learnPatientSpread } from "../src/evaluation/uncertainty/patient-spread.ts";
import { sampleVariance } from "../src/evaluation/uncertainty/sample-variance.ts";
import { FINDINGS } from "../src/findings/index.ts";
import { float32, writeOnnx } from "../src/graph/index.ts";
import { decisionRules } from "../src/model/decision.ts";
import { readingGraph } from "../src/model/index.ts";
import type { LinearLayer, Weights } from "../src/networks/index.ts";
import { Random } from "../src/random.ts";
import { decide } from "../src/reading/decide.ts";
import { loadModel, scoreFiles } from "../src/reading/index.node.ts";
import { createSession } from "../src/runtime/index.node.ts";
import { columnOf, type Matrix, rowOf, zeros } from "../src/training/matrix.ts";
import { readOutcome } from "../src/training/network/cross-validate.node.ts";
import { predictRows } from "../src/training/network/predict.node.ts";
import { HEAD } from "../src/training/network/predicting-graph.ts";
import { findRadiographs } from "../src/training/radiographs.node.ts";
import type { NetworkRecipe } from "../src/training/recipe.ts";
import { vary } from "./vary.ts";

const OUTPUTS = FINDINGS.length + 1;
const BATCH = 16;
const VARIATIONS = 8;
const MASKS = 20;

const [run = "", images = "", count = "1"] = process.argv.slice(2);
const { recipe } = JSON.parse(await readFile(join(run, "recipe.json"), "utf8")) as {
  recipe: NetworkRecipe;
};
const { network, fit: settings, validation, seed } = recipe;
const fits = settings.ensemble ?? 1;
const threads = availableParallelism();
if (recipe.data.dataset !== "nih" || fits < 3)
  throw new Error("Give a run of three fits on NIH data.");
const { trainList, heldOut } = await findRadiographs(recipe.data, images);
const cacheOf = (list: typeof trainList, folder: string) =>
  preparePixelCache(
    list.map(({ path }) => path),
    { size: network.inputSize, folder: join(run, folder) },
  );
const cache = await cacheOf(trainList, "pixels");
const records = Array.from(cache.rows, (row) => trainList[row] ?? fail("A radiograph is missing."));
const foldOf = patientFolds(records, validation.folds, seed);

await compareSignals(Math.min(Number(count), validation.folds));
await compareSources();
await countBorderline();

/** One radiograph's deviation of one fit from the others, in one output, and what the signals say of it. */
interface Deviation {
  readonly off: number;
  readonly signals: readonly number[];
  readonly output: number;
  readonly patient: number;
}

async function compareSignals(folds: number): Promise<void> {
  const names = ["nothing", "the other fits' own variance", "variations", "dropout"];
  const deviations: Deviation[] = [];
  const { ofCase, patients } = indexPatients(records.map(({ patientId }) => patientId));
  for (let fold = 0; fold < folds; fold++) {
    const rows = [...foldOf.keys()].filter((row) => foldOf[row] === fold);
    const members = [];
    for (let fit = 0; fit < fits; fit++) members.push(await signalsOf(fold, fit, rows));
    for (const [index, row] of rows.entries())
      for (let output = 0; output < OUTPUTS; output++)
        for (let fit = 0; fit < fits; fit++)
          deviations.push({
            ...deviationOf(members, fit, index, output),
            output,
            patient: ofCase[row] ?? 0,
          });
  }
  console.log(
    `${deviations.length / OUTPUTS / fits} radiographs, ${fits} fits, ${OUTPUTS} outputs.\n`,
  );
  console.log("| what is known of a radiograph | gain, nats | share | widest third / narrowest |");
  console.log("|---|--:|--:|--:|");
  for (const [signal, name] of names.entries()) {
    const { gains, share, ratio } = judge(deviations, signal);
    const perPatient = sumsOf(deviations, gains, patients);
    const mean = gains.reduce((sum, one) => sum + one, 0) / gains.length;
    const draws: number[] = [];
    forEachResample(patients, { replicates: 1000, seed }, (weights) => {
      let [sum, of] = [0, 0];
      for (const [patient, one] of perPatient.entries()) {
        sum += (weights[patient] ?? 0) * one.sum;
        of += (weights[patient] ?? 0) * one.count;
      }
      draws.push(sum / of);
    });
    draws.sort((a, b) => a - b);
    const [low, high] = [draws[24] ?? 0, draws[974] ?? 0];
    console.log(
      `| ${name} | ${mean.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)}) | ${share.toFixed(2)} | ${ratio.toFixed(2)} |`,
    );
  }
}

/** Logits of a fold's fit on rows, and their variance over variations of the radiograph and over dropout's masks. */
async function signalsOf(fold: number, fit: number, rows: readonly number[]) {
  const { weights } = await outcomeOf(fold, fit);
  const findings = layer(weights, 0, FINDINGS.length);
  const anyFinding = layer(weights, FINDINGS.length, OUTPUTS);
  const body = new Map([...weights].filter(([name]) => !name.startsWith(`${HEAD}.`)));
  const session = await createSession(
    writeOnnx(readingGraph(network, body, findings, anyFinding)),
    { threads },
  );
  const run = async (grey: Float32Array) => {
    const input = float32([BATCH, 1, network.inputSize, network.inputSize], grey);
    const outputs = await session.run({ grey: input }, ["logits", "abnormal", "features"]);
    return {
      features: outputs.features?.data ?? new Float32Array(0),
      of: (image: number, output: number) =>
        output < FINDINGS.length
          ? (outputs.logits?.data[image * FINDINGS.length + output] ?? Number.NaN)
          : (outputs.abnormal?.data[image] ?? Number.NaN),
    };
  };
  const [logits, varied, dropped] = [0, 1, 2].map(() => zeros(rows.length, OUTPUTS)) as [
    Matrix,
    Matrix,
    Matrix,
  ];
  const random = Random.fromSeed(seed + fit);
  let start = 0;
  for await (const { grey, count } of evaluationBatches(cache, rows, network.inputSize, BATCH)) {
    const plain = await run(grey);
    const versions = [];
    for (let version = 0; version < VARIATIONS; version++)
      versions.push(await run(vary(grey, count, network.inputSize, settings.augmentation, random)));
    for (let image = 0; image < count; image++) {
      const size = plain.features.length / BATCH;
      const masked = maskedLogits(
        plain.features.subarray(image * size, (image + 1) * size),
        [findings, anyFinding],
        random,
      );
      for (let output = 0; output < OUTPUTS; output++) {
        rowOf(logits, start + image)[output] = plain.of(image, output);
        rowOf(varied, start + image)[output] = sampleVariance(
          versions.map((version) => version.of(image, output)),
        );
        rowOf(dropped, start + image)[output] = sampleVariance(
          masked.map((one) => one[output] ?? 0),
        );
      }
    }
    start += count;
  }
  await session.release();
  return { logits, varied, dropped };
}

function maskedLogits(
  features: Float32Array,
  layers: readonly LinearLayer[],
  random: Random,
): number[][] {
  const kept = 1 / (1 - settings.dropout);
  return Array.from({ length: MASKS }, () => {
    const masked = features.map((one) => (random.uniform() < settings.dropout ? 0 : one * kept));
    return layers.flatMap(({ weight, bias }) =>
      Array.from(bias.data, (start, output) => {
        let logit = start;
        for (const [feature, one] of masked.entries())
          logit += one * (weight.data[output * masked.length + feature] ?? 0);
        return logit;
      }),
    );
  });
}

function deviationOf(
  members: readonly { logits: Matrix; varied: Matrix; dropped: Matrix }[],
  fit: number,
  row: number,
  output: number,
) {
  const at = (matrix: Matrix | undefined) => matrix?.data[row * OUTPUTS + output] ?? Number.NaN;
  const others = members.filter((_, index) => index !== fit);
  const logits = others.map(({ logits }) => at(logits));
  return {
    off: at(members[fit]?.logits) - meanOf(logits),
    signals: [
      0,
      sampleVariance(logits),
      meanOf(others.map(({ varied }) => at(varied))),
      meanOf(others.map(({ dropped }) => at(dropped))),
    ],
  };
}

/** Log density of each deviation with the signal, less that without, by what was fitted on the other half. */
function judge(deviations: readonly Deviation[], signal: number) {
  const gains = new Float64Array(deviations.length);
  const shares: number[] = [];
  const ratios: number[] = [];
  for (let output = 0; output < OUTPUTS; output++) {
    const places = [...deviations.keys()].filter((one) => deviations[one]?.output === output);
    for (const half of [0, 1]) {
      const inHalf = (wanted: boolean) =>
        places.filter((one) => ((deviations[one]?.patient ?? 0) % 2 === half) === wanted);
      const learned = fitShare(inHalf(true).map((one) => pair(deviations[one], signal)));
      const constant = fitShare(
        inHalf(true).map((one) => ({ off: pair(deviations[one], 0).off, own: 0 })),
      );
      shares.push(learned.share);
      for (const one of inHalf(false)) {
        const { off, own } = pair(deviations[one], signal);
        gains[one] = density(off, learned.of(own)) - density(off, constant.of(0));
      }
    }
    const sorted = places.map((one) => pair(deviations[one], signal)).sort((a, b) => a.own - b.own);
    const third = Math.floor(sorted.length / 3);
    const rms = (some: typeof sorted) => Math.sqrt(meanOf(some.map(({ off }) => off ** 2)));
    ratios.push(signal === 0 ? 1 : rms(sorted.slice(-third)) / rms(sorted.slice(0, third)));
  }
  return { gains: [...gains], share: meanOf(shares), ratio: meanOf(ratios) };
}

function pair(deviation: Deviation | undefined, signal: number) {
  return { off: deviation?.off ?? 0, own: deviation?.signals[signal] ?? 0 };
}

/** The likeliest variance of the form scale ((1 - share) + share own / mean own). */
function fitShare(pairs: readonly { off: number; own: number }[]) {
  const mean = meanOf(pairs.map(({ own }) => own)) || 1;
  let best = { loss: Number.POSITIVE_INFINITY, share: 0, scale: 1 };
  for (let step = 0; step < 40; step++) {
    const share = step / 40;
    const shapes = pairs.map(({ own }) => 1 - share + (share * own) / mean);
    const scale = meanOf(pairs.map(({ off }, index) => off ** 2 / (shapes[index] ?? 1)));
    const loss = meanOf(shapes.map((shape) => Math.log(shape * scale)));
    if (loss < best.loss) best = { loss, share, scale };
  }
  const { share, scale } = best;
  return { share, of: (own: number) => scale * (1 - share + (share * own) / mean) };
}

async function compareSources(): Promise<void> {
  const held = await cacheOf(heldOut, "pixels-held-out");
  const rows = [...held.rows.keys()];
  const folds: Matrix[][] = [];
  for (let fold = 0; fold < validation.folds; fold++) {
    if (!(await isDone(fold))) break;
    const members: Matrix[] = [];
    for (let fit = 0; fit < fits; fit++) {
      const { weights } = await outcomeOf(fold, fit);
      members.push((await predictRows(held, rows, { network, weights, threads })).logits);
    }
    folds.push(members);
  }
  console.log(
    `\n${rows.length} held-out radiographs, ${folds.length} of ${validation.folds} groups of training patients left out in turn.\n`,
  );
  console.log("| output | by seeds | by patients | together / seeds |");
  console.log("|---|--:|--:|--:|");
  const ratios: number[] = [];
  for (let output = 0; output < OUTPUTS; output++) {
    const columns = folds.map((members) => members.map((logits) => columnOf(logits, output)));
    const seeds =
      meanOf(
        columns.flatMap((members) =>
          rows.map((row) => sampleVariance(members.map((column) => column[row] ?? 0))),
        ),
      ) / fits;
    const patients = learnPatientSpread(columns, validation.folds) ?? Number.NaN;
    const together = Math.sqrt((seeds + patients) / seeds);
    ratios.push(together);
    console.log(
      `| ${FINDINGS[output] ?? "any finding"} | ${Math.sqrt(seeds).toFixed(3)} | ${Math.sqrt(patients).toFixed(3)} | ${together.toFixed(2)} |`,
    );
  }
  console.log(`| mean | | | ${meanOf(ratios).toFixed(2)} |`);
}

async function countBorderline(): Promise<void> {
  const model = await loadModel(join(run, "best"), { threads });
  const { findings, abnormal } = decisionRules(model.description);
  let [decisions, borderline, withPatients] = [0, 0, 0];
  for await (const scored of scoreFiles(
    model,
    heldOut.map(({ path }) => path),
  )) {
    if ("error" in scored) continue;
    const { scores } = scored;
    const logits = [...scores.logits, scores.abnormal];
    for (const [output, rule] of [...findings, abnormal].entries()) {
      if (!rule?.isChosen || rule.uncertainty === null) continue;
      const { uncertainty } = rule;
      const isBorderline = (variance: number) => {
        const changed = { ...uncertainty, fits: { ...uncertainty.fits, variance } };
        const logit = logits[output] ?? Number.NaN;
        return decide({ ...rule, uncertainty: changed }, logit, scores.spreads?.[output] ?? null)
          .borderline;
      };
      const { variance, patients } = uncertainty.fits;
      decisions++;
      if (isBorderline(variance)) borderline++;
      if (isBorderline(variance + fits * (patients ?? 0))) withPatients++;
    }
  }
  await model.release();
  const percent = (count: number) => `${((100 * count) / decisions).toFixed(1)} percent`;
  console.log(
    `\nBorderline: ${percent(borderline)} of ${decisions} decisions; with other patients in the intervals ${percent(withPatients)}.`,
  );
}

async function isDone(fold: number): Promise<boolean> {
  const last = join(run, `fold-${fold + 1}-fit-${fits}.safetensors`);
  return access(last).then(
    () => true,
    () => false,
  );
}

async function outcomeOf(fold: number, fit: number) {
  return readOutcome(await readFile(join(run, `fold-${fold + 1}-fit-${fit + 1}.safetensors`)));
}

function layer(weights: Weights, first: number, end: number): LinearLayer {
  const weight = weights.get(`${HEAD}.weight`) ?? fail("A fit has no last layer.");
  const bias = weights.get(`${HEAD}.bias`) ?? fail("A fit has no last layer.");
  const columns = weight.shape[1] ?? 0;
  return {
    weight: float32([end - first, columns], weight.data.slice(first * columns, end * columns)),
    bias: float32([end - first], bias.data.slice(first, end)),
  };
}

function sumsOf(deviations: readonly Deviation[], gains: readonly number[], patients: number) {
  const sums = Array.from({ length: patients }, () => ({ sum: 0, count: 0 }));
  for (const [index, { patient }] of deviations.entries()) {
    const one = sums[patient];
    if (one === undefined) continue;
    one.sum += gains[index] ?? 0;
    one.count++;
  }
  return sums;
}

function density(off: number, of: number): number {
  return -(Math.log(of) + off ** 2 / of) / 2;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function fail(message: string): never {
  throw new Error(message);
}
