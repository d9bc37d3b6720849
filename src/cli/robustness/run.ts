import { type LocatedRecord, locateImages } from "../../dataset/index.ts";
import { DISTURBANCES, type Disturbance } from "../../disturbance/index.node.ts";
import { disturbanceMeter } from "../../evaluation/index.ts";
import { Random } from "../../random.ts";
import { loadModel, type Model, radiographsToEvaluate } from "../../reading/index.node.ts";
import {
  type DisturbanceResult,
  type RobustnessResult,
  writeRobustnessPage,
} from "../../report/index.node.ts";
import { loadSource, type SourceOptions } from "../data/source.ts";
import { UsageError } from "../errors.ts";
import { chooseSide } from "../evaluate/choose-side.ts";
import { type Progress, showProgress } from "../progress.ts";
import { robustnessLines } from "./lines.ts";
import { type ScoredLevel, type ScoredLevels, scoreLevels } from "./score-levels.ts";

interface RobustnessOptions extends SourceOptions {
  readonly images: string;
  readonly split?: string;
  readonly model?: string;
  readonly only?: string;
  readonly limit?: number;
  readonly replicates: number;
  readonly seed: number;
  readonly report?: string;
  readonly quiet: boolean;
}

/** Measures how robust a model is, and prints what was measured. */
export async function runRobustness(options: RobustnessOptions): Promise<void> {
  const { images, split, limit, replicates, seed, report, json, quiet } = options;
  const disturbances = chooseDisturbances(options.only);
  const { adapter, contents } = await loadSource(options);
  const side = await chooseSide(contents, split);
  const located = await locateImages(side, [images]);
  const records = drawRecords(located.records, limit, seed);
  const model = await loadModel(options.model);
  const progress = showProgress({ quiet, unit: "radiographs" });
  const measuring = showProgress({ quiet, unit: "levels" });
  try {
    const scored = await scoreLevels(options.model, records, disturbances, seed, progress);
    progress.stop();
    if (scored.records.length === 0)
      throw new UsageError("None of the radiographs could be read; there is nothing to disturb.");
    const { name, version, graph } = model.description;
    const result: RobustnessResult = {
      model: { name, version, sha256: graph.sha256 },
      population: {
        dataset: adapter.title,
        split: split ?? null,
        labelled: side.length,
        missing: located.missing,
        refused: scored.refused,
        drawn: records.length === located.records.length ? null : records.length,
        sides: scored.sides,
      },
      seed,
      replicates,
      ...measure(model, scored, disturbances, { replicates, seed }, measuring),
    };
    measuring.stop();
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : robustnessLines(result));
    if (report === undefined) return;
    const page = await writeRobustnessPage(report, result);
    if (!json) process.stdout.write(`\nThe page is ${page}.\n`);
  } finally {
    progress.stop();
    measuring.stop();
    await model.release();
  }
}

/** The disturbances named, all if none is. */
function chooseDisturbances(only: string | undefined): readonly Disturbance[] {
  if (only === undefined) return DISTURBANCES;
  const names = only.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !DISTURBANCES.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new UsageError(
      `--only ${only}: there is no disturbance "${unknown}"; there are ${DISTURBANCES.map(({ name }) => name).join(", ")}.`,
    );
  return DISTURBANCES.filter(({ name }) => names.includes(name));
}

/** So many records by chance, in their order. */
function drawRecords(
  records: readonly LocatedRecord[],
  limit: number | undefined,
  seed: number,
): readonly LocatedRecord[] {
  if (limit === undefined || limit >= records.length) return records;
  const drawn = Random.fromSeed(seed)
    .shuffle([...records.keys()])
    .slice(0, limit);
  return drawn.sort((one, other) => one - other).map((index) => records[index] as LocatedRecord);
}

/** Holds each level's scores against those of the radiographs as they are. */
function measure(
  model: Pick<Model, "rules" | "description">,
  { records, undisturbed, levels }: ScoredLevels,
  disturbances: readonly Disturbance[],
  bootstrap: { readonly replicates: number; readonly seed: number },
  progress: Progress,
): Pick<RobustnessResult, "undisturbed" | "disturbances"> {
  const toEvaluate = ({ table }: ScoredLevel) =>
    radiographsToEvaluate(model, records, table.scores());
  const refusedByGate = ({ gated }: ScoredLevel) =>
    model.description.gate === undefined ? null : gated / records.length;
  const meter = disturbanceMeter(toEvaluate(undisturbed), bootstrap);
  let measured = 0;
  const results = disturbances.map((disturbance): DisturbanceResult => {
    const { name, title, occurs, axis, scale, neutral, severities } = disturbance;
    const of = severities.map((severity) => {
      const level = levels[measured++];
      progress.step("measuring", measured, levels.length);
      return { severity, inWords: disturbance.inWords(severity), level };
    });
    return {
      ...{ name, title, occurs, axis, scale, neutral },
      levels: of.flatMap(({ severity, inWords, level }) =>
        level === undefined || level.changed === 0
          ? []
          : {
              severity,
              inWords,
              changedRadiographs: level.changed,
              refusedByGate: refusedByGate(level),
              ...meter.effectOf(toEvaluate(level)),
            },
      ),
      leftOut: of.flatMap(({ inWords, level }) => (level?.changed === 0 ? [inWords] : [])),
    };
  });
  return {
    undisturbed: { ...meter.undisturbed, refusedByGate: refusedByGate(undisturbed) },
    disturbances: results,
  };
}
