import { type LocatedRecord, locateImages } from "../../dataset/index.ts";
import { compareModels, evaluateModel, type ModelToEvaluate } from "../../evaluation/index.ts";
import { type Model, radiographsToEvaluate, type Scores } from "../../reading/index.node.ts";
import { type EvaluationResult, writeEvaluationPage } from "../../report/index.node.ts";
import { loadSource, type SourceOptions } from "../data/source.ts";
import { type Progress, showProgress } from "../progress.ts";
import { chooseSide } from "./choose-side.ts";
import { evaluationLines } from "./lines.ts";
import { localizeFindings } from "./localize.ts";
import { chooseMarks } from "./marks.ts";
import { type ScoredRecords, scoreAll } from "./score-all.ts";

interface EvaluateOptions extends SourceOptions {
  readonly images: string;
  readonly split?: string;
  readonly model?: string;
  readonly against?: string;
  readonly replicates: number;
  readonly seed: number;
  readonly report?: string;
  readonly anyway: boolean;
  /** A table; false where none is wanted. */
  readonly boxes?: string | false;
  readonly quiet: boolean;
}

/** Evaluates a model, and prints what was measured. */
export async function runEvaluate(options: EvaluateOptions): Promise<void> {
  const { images, split, against, replicates, seed, report, json, quiet } = options;
  const { adapter, contents } = await loadSource(options);
  const side = await chooseSide(contents, split);
  const located = await locateImages(side, [images]);
  const marks = await chooseMarks(options.boxes, contents, side, located.records);
  const progress = showProgress({ quiet, unit: "files" });
  try {
    const first = await scoreAll(options.model, located.records, "reading", progress, options);
    const toEvaluate = radiographsToEvaluate(first.model, first.records, first.scores);
    const kept = first.records;
    const evaluation = evaluateModel(toEvaluate, { replicates, seed });
    const withGated = evaluateWithGated(first, { replicates, seed });
    const comparison =
      against === undefined
        ? null
        : await compareWith(against, kept, toEvaluate, { replicates, seed }, progress);
    const localization =
      marks === null
        ? null
        : await localizeFindings(options.model, marks, { replicates, seed }, progress, options);
    progress.stop();
    const { name, version, graph } = first.model.description;
    const result: EvaluationResult = {
      model: { name, version, sha256: graph.sha256 },
      population: {
        dataset: adapter.title,
        split: split ?? null,
        labelled: side.length,
        missing: located.missing,
        refused: first.refused,
      },
      evaluation,
      withGated,
      comparison,
      localization: localization?.result ?? null,
    };
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : evaluationLines(result));
    if (report === undefined) return;
    const page = await writeEvaluationPage(report, result, localization?.drawable);
    if (!json) process.stdout.write(`\nThe page is ${page}.\n`);
  } finally {
    progress.stop();
  }
}

/** Means over all radiographs that the network can score, its gate's refusals among them; null where there are none. */
function evaluateWithGated(
  { model, records, scores, gated }: ScoredRecords,
  bootstrap: { readonly replicates: number; readonly seed: number },
): EvaluationResult["withGated"] {
  if (gated.records.length === 0) return null;
  const { radiographs, patients, meanAuroc, meanAurocOfFrequent } = evaluateModel(
    radiographsToEvaluate(model, [...records, ...gated.records], [...scores, ...gated.scores]),
    bootstrap,
  );
  return { radiographs, patients, meanAuroc, meanAurocOfFrequent };
}

async function compareWith(
  folder: string,
  records: readonly LocatedRecord[],
  first: ModelToEvaluate,
  bootstrap: { readonly replicates: number; readonly seed: number },
  progress: Progress,
) {
  const second = await scoreAll(folder, records, "reading with the second model", progress);
  // What the second model's gate refuses is compared too: its network has scored it.
  const scores = new Map<LocatedRecord, Scores>();
  for (const { records: scored, scores: of } of [second, second.gated]) {
    for (const [index, record] of scored.entries()) scores.set(record, of[index] as Scores);
  }
  const others = records.map((record) => scores.get(record) as Scores);
  return {
    against: nameOf(second.model),
    ...compareModels(first, radiographsToEvaluate(second.model, records, others), bootstrap),
  };
}

function nameOf({ description: { name, version } }: Model): string {
  return `${name} ${version}`;
}
