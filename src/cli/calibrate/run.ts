import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { locateImages, patientFolds } from "../../dataset/index.ts";
import {
  goalAt,
  goalInWords,
  type MethodChoice,
  type OperatingGoal,
  type OutputToRecalibrate,
  OWN_PROBABILITY,
  type RecalibratedOutput,
  recalibrateOutput,
  SHARP_ENOUGH,
} from "../../evaluation/index.ts";
import { FINDINGS } from "../../findings/index.ts";
import {
  decisionRules,
  importedModelCard,
  type ModelChange,
  type ModelDescription,
  modelCard,
  networkOutputs,
  type OutputChange,
  readModelFolder,
  recalibrateModel,
  refuseOccupied,
  writeNewModelFolder,
} from "../../model/index.node.ts";
import { BUNDLED_MODEL } from "../../reading/index.node.ts";
import { loadSource, type SourceOptions } from "../data/source.ts";
import { UsageError } from "../errors.ts";
import { chooseSide } from "../evaluate/choose-side.ts";
import { type ScoredRecords, scoreAll } from "../evaluate/score-all.ts";
import { showProgress } from "../progress.ts";
import { type CalibrationReport, calibrationLines } from "./lines.ts";
import { type ByOutput, OUTPUT_NAMES, parseGoals, parsePrevalences } from "./settings.ts";

interface CalibrateOptions extends SourceOptions {
  readonly out: string;
  readonly model?: string;
  readonly split?: string;
  readonly method: MethodChoice;
  readonly operatingPoint: readonly string[];
  readonly prevalence?: readonly string[];
  readonly onlyEnough: boolean;
  readonly name?: string;
  readonly folds: number;
  readonly replicates: number;
  readonly seed: number;
  readonly quiet: boolean;
}

/** Calibrates a model anew, writes it, and prints what was measured and whether the cases are enough. */
export async function runCalibrate(options: CalibrateOptions): Promise<void> {
  const { out, model: source = BUNDLED_MODEL, name, json } = options;
  const goals = parseGoals(options.operatingPoint);
  const prevalences = await parsePrevalences(options.prevalence ?? []);
  if (options.images === undefined && prevalences.size === 0) {
    throw new UsageError(
      "Name labelled radiographs with --images (and --labels), or other prevalences with --prevalence.",
    );
  }
  await refuseOccupied(out);
  const { description, onnx } = await readModelFolder(source);
  const sha256 = createHash("sha256")
    .update(await readFile(join(source, "model.json")))
    .digest("hex");
  const measured =
    options.images === undefined
      ? null
      : await measure(description, { ...options, model: source }, goals, prevalences);
  const isTakenOver = ({ enough }: RecalibratedOutput) => enough || !options.onlyEnough;
  const changeOf = (output: string): OutputChange => ({
    recalibrated: [measured?.outputs.get(output)].find((one) => one && isTakenOver(one)) ?? null,
    goal: goalInWords(goals.get(output) ?? YOUDEN),
    prevalence: prevalences.get(output),
  });
  const change: ModelChange = {
    sha256,
    name,
    fitted: measured?.fitted ?? null,
    findings: FINDINGS.map(changeOf),
    abnormal: changeOf("abnormal"),
  };
  const report = (model: CalibrationReport["model"]): CalibrationReport => ({
    from: { name: description.name, version: description.version, sha256 },
    model,
    population: measured?.population ?? null,
    fitted: measured?.fitted ?? null,
    sharpness: SHARP_ENOUGH,
    onlyEnough: options.onlyEnough,
    prevalences: Object.fromEntries(prevalences),
    outputs: [...(measured?.outputs.values() ?? [])],
  });
  const show = (result: CalibrationReport) =>
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : calibrationLines(result));
  let recalibrated: ReturnType<typeof recalibrateModel>;
  try {
    recalibrated = recalibrateModel(description, change);
  } catch (error) {
    // What was measured says why it can't be done.
    show(report(null));
    throw error;
  }
  const card =
    "imported" in recalibrated ? importedModelCard(recalibrated) : modelCard(recalibrated);
  const written = await writeNewModelFolder(out, onnx, recalibrated, card);
  show(report({ name: written.name, version: written.version, folder: out }));
}

const YOUDEN: OperatingGoal = { kind: "youden" };

/** Reads the radiographs and fits every output that the network has. */
async function measure(
  description: ModelDescription,
  options: CalibrateOptions,
  goals: ByOutput<OperatingGoal>,
  prevalences: ByOutput<number>,
) {
  const { images = "", split, method, folds, seed, replicates, quiet } = options;
  const { adapter, contents } = await loadSource(options);
  const side = await chooseSide(contents, split);
  const located = await locateImages(side, [images]);
  const progress = showProgress({ quiet, unit: "" });
  try {
    const scored = await scoreAll(options.model, located.records, "reading", progress);
    const { records, refused } = scored;
    const patientIds = records.map(({ patientId }) => patientId);
    const settings = {
      method,
      patientIds,
      foldOf: patientFolds(records, folds, seed),
      bootstrap: { replicates, seed },
      sharpness: SHARP_ENOUGH,
    };
    const toFit = outputsToRecalibrate(description, scored);
    const outputs = new Map<string, RecalibratedOutput>();
    for (const [name, output] of toFit) {
      const goal = goalAt(goals.get(name) ?? YOUDEN, output.labels, prevalences.get(name));
      outputs.set(name, recalibrateOutput(output, { ...settings, goal }));
      progress.step("fitting", outputs.size, toFit.size);
    }
    return {
      outputs,
      population: { labelled: side.length, missing: located.missing, refused },
      fitted: {
        population: `${adapter.title}${split === undefined ? "" : `, ${basename(split)}`}`,
        radiographs: records.length,
        patients: new Set(patientIds).size,
        listSha256: hashOfNames(records.map(({ fileName }) => fileName)),
        method,
        operatingPoint: options.operatingPoint.join(", "),
        folds,
        seed,
        replicates,
      },
    };
  } finally {
    progress.stop();
  }
}

/** Each output that the network has, with its labels and how it has been read so far. */
function outputsToRecalibrate(
  description: ModelDescription,
  { records, scores }: ScoredRecords,
): Map<string, OutputToRecalibrate> {
  const rules = decisionRules(description);
  const there = networkOutputs(description);
  const outputs = new Map<string, OutputToRecalibrate>();
  for (const [column, name] of OUTPUT_NAMES.entries()) {
    const isAbnormal = name === "abnormal";
    if (!(isAbnormal ? there.abnormal : there.findings[column])) continue;
    const rule = isAbnormal ? rules.abnormal : (rules.findings[column] ?? null);
    outputs.set(name, {
      name: isAbnormal ? "Any finding" : name,
      logits: scores.map((one) => (isAbnormal ? one.abnormal : one.logits[column]) ?? Number.NaN),
      labels: records
        .map(({ labels, anyFinding }) => (isAbnormal ? anyFinding : labels[column]))
        .map((label) => (label === 0 || label === 1 ? label : Number.NaN)),
      calibration: rule?.calibration ?? OWN_PROBABILITY,
      operatingPoint: rule?.isChosen ? rule.operatingPoint : null,
    });
  }
  return outputs;
}

/** What `LC_ALL=C sort list.txt | sha256sum` says of the list of them. */
function hashOfNames(names: readonly string[]): string {
  const sorted = names.map((name) => Buffer.from(`${name}\n`)).sort(Buffer.compare);
  return createHash("sha256").update(Buffer.concat(sorted)).digest("hex");
}
