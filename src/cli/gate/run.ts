import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type LocatedRecord, locateImages } from "../../dataset/index.ts";
import {
  type GateDescription,
  importedModelCard,
  markVersion,
  modelCard,
  readModelFolder,
  refuseOccupied,
  writeNewModelFolder,
} from "../../model/index.node.ts";
import { BUNDLED_MODEL } from "../../reading/index.node.ts";
import { learnGate, tryGate } from "../../training/index.node.ts";
import { alignedTable } from "../aligned-table.ts";
import { loadSource, type SourceOptions } from "../data/source.ts";
import { UsageError } from "../errors.ts";
import { chooseSide } from "../evaluate/choose-side.ts";
import { showProgress } from "../progress.ts";

interface GateOptions extends SourceOptions {
  readonly images: string;
  readonly split?: string;
  readonly testSplit?: string;
  readonly others: string;
  readonly testOthers?: string;
  readonly model?: string;
  readonly out: string;
  readonly refuse: number;
  readonly seed: number;
  readonly quiet: boolean;
}

/** Learns a gate, tries it, and writes the model that has it. */
export async function runGate(options: GateOptions): Promise<void> {
  const { images, split, testSplit, others, testOthers, out, refuse, seed, json, quiet } = options;
  await refuseOccupied(out);
  const model = await readModelFolder(options.model ?? BUNDLED_MODEL);
  if (model.description.gate !== undefined)
    throw new UsageError(
      `${model.folder}: the model has a gate already. Give the model that it was added to.`,
    );
  const { adapter, contents } = await loadSource(options);
  const radiographs = await locate(await chooseSide(contents, split), images);
  const tested =
    testSplit === undefined ? [] : await locate(await chooseSide(contents, testSplit), images);
  refuseSharedPatients(radiographs, tested);
  const population = (side: string | undefined) =>
    side === undefined ? adapter.title : `${adapter.title}, ${side}`;
  const progress = showProgress({ quiet, unit: "images" });
  try {
    const { onnx, gate } = await learnGate(
      {
        model,
        radiographs,
        population: population(split),
        others: await imagesBelow(others),
        refuse,
        seed,
      },
      progress.step,
    );
    const tests = await tryGate(
      {
        model: { onnx, description: model.description },
        gate,
        radiographs: tested,
        population: population(testSplit),
        others: testOthers === undefined ? [] : await imagesBelow(testOthers),
        seed: seed + 1,
      },
      progress.step,
    );
    progress.stop();
    const { graph: _, ...description } = model.description;
    const learned = { ...gate, tests };
    const digest = createHash("sha256").update(onnx).digest("hex").slice(0, 8);
    const version = markVersion(description.version, "gate", digest);
    const complete = { ...description, version, gate: learned };
    const card = "imported" in complete ? importedModelCard(complete) : modelCard(complete);
    await writeNewModelFolder(out, onnx, complete, card);
    process.stdout.write(json ? `${JSON.stringify(learned)}\n` : gateLines(learned, out));
  } finally {
    progress.stop();
  }
}

async function locate(
  records: Parameters<typeof locateImages>[0],
  images: string,
): Promise<readonly LocatedRecord[]> {
  return (await locateImages(records, [images])).records;
}

/** Images in a folder; what is in a folder of its own there is of the sort that this folder is called. */
async function imagesBelow(folder: string): Promise<{ path: string; sort: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new UsageError(`${folder}: it is no folder that can be read.`);
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const [sort = "", ...rest] = path.slice(join(folder, "/").length).split("/");
      return { path, sort: rest.length === 0 ? "other images" : sort };
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

function refuseSharedPatients(
  learned: readonly LocatedRecord[],
  tested: readonly LocatedRecord[],
): void {
  const patients = new Set(learned.map(({ patientId }) => patientId));
  const shared = tested.find(({ patientId }) => patients.has(patientId));
  if (shared === undefined) return;
  throw new UsageError(
    `Patient ${shared.patientId} is on both sides: a gate must be tried on others. Name --split and --test-split of one split.`,
  );
}

function gateLines(
  { leastProbability, greatestDistance, learned, tests }: GateDescription,
  out: string,
): string {
  const table = alignedTable([
    ["tried on", "should be", "images", "refused"],
    ...tests.map(({ images, readable, refused }) => [
      images,
      readable ? "read" : "refused",
      String(refused.of),
      `${percent(refused.value)} (${percent(refused.interval.low)} to ${percent(refused.interval.high)})`,
    ]),
  ]);
  return [
    `Learned from ${learned.radiographs} radiographs (${learned.population}).`,
    `Refused: less than ${leastProbability.toPrecision(3)} probable to be an upright frontal chest radiograph, or more than ${greatestDistance.toPrecision(3)} times as far from the others as usual.`,
    "",
    table,
    `The model with its gate is ${out}.`,
    "",
  ].join("\n");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
