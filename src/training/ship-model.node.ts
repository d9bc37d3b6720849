import { join } from "node:path";
import type { LocatedRecord, RadiographRecord } from "../dataset/index.ts";
import type { Graph } from "../graph/graph.ts";
import { writeOnnx } from "../graph/write.ts";
import {
  type EvaluationSummary,
  graphEntry,
  heatmapCells,
  modelCard,
  parseRunProvenance,
  type TrainedModelDescription,
  writeModelFolder,
} from "../model/index.node.ts";
import {
  calibrate,
  describeModel,
  type Evaluation,
  evaluate,
  evaluateSources,
  meanAurocOfFrequent,
  type ScoredRadiographs,
} from "./describe.ts";
import { type EvaluationFile, evaluationFile } from "./evaluation-file.ts";
import type { LeftOut } from "./feature-cache.node.ts";
import { scoreHeldOut } from "./held-out.node.ts";
import { pageOfRun } from "./page-of-run.node.ts";
import { predictionTable } from "./prediction-table.ts";
import type { MissingImages } from "./radiographs.node.ts";
import type { Recipe } from "./recipe.ts";
import type { RunDirectory } from "./run-directory.node.ts";
import type { TrainingProgress } from "./training-request.ts";
import { learnUncertainty, type SingleFits } from "./uncertainty.ts";

export interface ModelToShip {
  readonly recipe: Recipe;
  readonly run: RunDirectory;
  /** The graph that reads. */
  readonly graph: Graph;
  /** Out-of-fold logits: what calibration, operating points and the first evaluation stand on. */
  readonly scored: ScoredRadiographs;
  /** The same radiographs, for their patients' sex and age. */
  readonly records: readonly RadiographRecord[];
  /** What each single fit said of the same radiographs, where the model is an ensemble. */
  readonly alone?: SingleFits;
  readonly heldOut: readonly (LocatedRecord & { readonly source?: string })[];
  /** The train list, all of it, and which of it was refused. */
  readonly trainList: readonly LocatedRecord[];
  readonly leftOut: readonly LeftOut[];
  readonly missing: MissingImages;
  /** How well the data set can be told from the network's features, where there are several. */
  readonly sourceProbe?: TrainedModelDescription["evaluation"]["sourceProbe"];
  /** Epochs of each fold, for the log. */
  readonly epochs: readonly number[];
}

/** Of a model that is no ensemble. */
const NO_FITS: SingleFits = { logits: [], spreads: [], outside: [], folds: 0 };

/**
 * Turns a graph and its out-of-fold logits into a model's folder (`best/` of the run): calibration and
 * operating points, the evaluation with its intervals, then one look at the held-out radiographs through
 * the very model that ships. Evaluations in full lie beside it in `evaluation/`, and its card speaks of all.
 */
export async function shipModel(
  {
    recipe,
    run,
    graph,
    scored,
    records,
    alone = NO_FITS,
    heldOut,
    trainList,
    leftOut,
    missing,
    sourceProbe,
    epochs,
  }: ModelToShip,
  { onNote, onStep }: TrainingProgress,
): Promise<TrainedModelDescription> {
  const best = join(run.folder, "best");
  const bootstrap = { replicates: recipe.bootstrapReplicates, seed: recipe.seed };
  const calibrations = calibrate(scored);
  const crossValidation = evaluate(scored, calibrations, bootstrap);
  const singleFits = alone.logits.map((logits) => meanAurocOfFrequent(logits, scored.targets));
  const uncertainties = learnUncertainty(scored, alone, recipe.seed);
  const sources = evaluateSources(scored, calibrations, bootstrap);
  const onnx = writeOnnx(graph, {
    description: recipe.title,
    producerVersion: recipe.version,
  });
  const describe = (held: Evaluation | null, heldSources: typeof sources = new Map()) => ({
    ...describeModel(
      recipe,
      scored,
      calibrations,
      {
        crossValidation,
        heldOut: held,
        singleFits,
        uncertainties,
        sources: bySource(sources, heldSources),
        sourceProbe,
      },
      heatmapCells(graph),
    ),
    graph: graphEntry(onnx),
  });
  const save = async (
    model: TrainedModelDescription,
    evaluations: Readonly<Record<string, EvaluationFile>>,
  ) => {
    for (const [name, evaluation] of Object.entries(evaluations))
      await run.write(`best/evaluation/${name}.json`, `${JSON.stringify(evaluation)}\n`);
    const evidence = {
      evaluations: Object.values(evaluations),
      run: await provenanceOf(run, model),
    };
    return writeModelFolder(best, onnx, model, modelCard(model, evidence));
  };
  await run.write("out-of-fold.csv", predictionTable(scored));
  let described = describe(null);
  const evaluations: Record<string, EvaluationFile> = {
    "cross-validation": evaluationFile(
      described,
      scored,
      { records, refused: refusedOf(leftOut, trainList), missing: missing.trainList },
      { ...bootstrap, predictions: "out-of-fold" },
    ),
  };
  let model = await save(described, evaluations);
  if (heldOut.length > 0) {
    const held = await scoreHeldOut(best, heldOut, recipe.data.heldOutPopulation, onStep);
    for (const { path, code } of held.leftOut) onNote?.(`refused: ${path} (${code})`);
    await run.write("held-out.csv", predictionTable(held.scored));
    described = describe(
      evaluate(held.scored, calibrations, bootstrap),
      evaluateSources(held.scored, calibrations, bootstrap),
    );
    const refused = refusedOf(held.leftOut, heldOut);
    evaluations["held-out"] = evaluationFile(
      described,
      held.scored,
      { records: held.records, refused, missing: missing.heldOut },
      bootstrap,
    );
    model = await save(described, evaluations);
  }
  await run.log({ stage: "done", epochs, evaluation: model.evaluation });
  await pageOfRun(run.folder, onNote).update(true);
  return model;
}

/** What the run itself says of how the model came about. */
async function provenanceOf(run: RunDirectory, model: TrainedModelDescription) {
  const [recipe, environment] = await Promise.all(
    ["recipe.json", "environment.json"].map(async (name) => {
      const bytes = await run.read(name);
      return bytes === null ? null : new TextDecoder().decode(bytes);
    }),
  );
  return recipe ? parseRunProvenance(recipe, environment ?? null, model) : null;
}

/** Refused radiographs by reason, and how many of them have any finding. */
function refusedOf(leftOut: readonly LeftOut[], records: readonly LocatedRecord[]) {
  const abnormal = new Set(
    records.filter(({ anyFinding }) => anyFinding === 1).map(({ path }) => path),
  );
  return [...new Set(leftOut.map(({ code }) => code))].map((code) => {
    const paths = leftOut.filter((one) => one.code === code).map(({ path }) => path);
    return {
      code,
      radiographs: paths.length,
      withFinding: paths.filter((path) => abnormal.has(path)).length,
    };
  });
}

/** Both summaries of each data set; undefined where there is only one. */
function bySource(
  crossValidation: ReadonlyMap<string, EvaluationSummary>,
  heldOut: ReadonlyMap<string, EvaluationSummary>,
): TrainedModelDescription["evaluation"]["sources"] {
  const names = [...new Set([...crossValidation.keys(), ...heldOut.keys()])];
  if (names.length === 0) return undefined;
  return names.map((source) => ({
    source,
    crossValidation: crossValidation.get(source) ?? null,
    heldOut: heldOut.get(source) ?? null,
  }));
}
