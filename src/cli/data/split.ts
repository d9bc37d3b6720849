import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import {
  count,
  type LabelledDataset,
  patientSides,
  type RadiographRecord,
  selectListed,
  writeSplit,
} from "../../dataset/index.ts";
import { UsageError } from "../errors.ts";
import { loadSource, type SourceOptions } from "./source.ts";

interface SplitOptions extends SourceOptions {
  readonly out: string;
  readonly shares?: Readonly<Record<string, number>>;
  readonly official?: string;
  readonly seed?: number;
}

const SHARES = { train: 70, validation: 10, test: 20 };
const SEED = 1;

/** Splits a data set by patient, or takes its provider's split, and writes the lists. */
export async function runSplit(options: SplitOptions): Promise<void> {
  const { official, shares = SHARES, seed = SEED, out } = options;
  if (official !== undefined && (options.shares ?? options.seed) !== undefined)
    throw new UsageError(
      "Give --official for a published split, or --shares and --seed, not both.",
    );
  const { adapter, location, contents } = await loadSource(options);
  const sides =
    official === undefined
      ? drawn(contents.records, shares, seed)
      : published(contents, official, adapter.title);
  const split = await writeSplit(out, sides, {
    source: contents.source,
    method: official ?? "by patient, stratified by finding",
    seed: official === undefined ? seed : null,
    table: await fingerprint(location.labels),
  });
  if (options.json) {
    process.stdout.write(`${JSON.stringify(split)}\n`);
    return;
  }
  for (const { name, file, radiographs, patients, sha256 } of split.sides)
    process.stdout.write(
      `${name.padEnd(12)} ${count(radiographs).padStart(9)} radiographs of ${count(patients).padStart(7)} patients  ${file}  sha256 ${sha256.slice(0, 16)}\n`,
    );
  process.stdout.write(`The lists and split.json are in ${out}.\n`);
}

type Sides = Readonly<Record<string, readonly RadiographRecord[]>>;

function drawn(
  records: readonly RadiographRecord[],
  shares: Readonly<Record<string, number>>,
  seed: number,
): Sides {
  const sideOf = patientSides(records, Object.values(shares), seed);
  return Object.fromEntries(
    Object.keys(shares).map((name, side) => [
      name,
      records.filter((_, index) => sideOf[index] === side),
    ]),
  );
}

function published(
  { records, officialSplits }: LabelledDataset,
  name: string,
  title: string,
): Sides {
  const split = officialSplits.find((candidate) => candidate.name === name);
  if (split === undefined) {
    const names = officialSplits.map((candidate) => candidate.name);
    throw new UsageError(
      `${title} has no split "${name}" here. ${names.length === 0 ? "None of its lists is beside the table." : `There is ${names.join(" and ")}.`}`,
    );
  }
  return Object.fromEntries(split.sides.map((side) => [side.name, selectListed(records, side)]));
}

/** A folder of several tables is known by its name alone. */
async function fingerprint(labels: string): Promise<{ name: string; sha256: string }> {
  const isFile = (await stat(labels)).isFile();
  const sha256 = isFile
    ? createHash("sha256")
        .update(await readFile(labels))
        .digest("hex")
    : "";
  return { name: basename(labels), sha256 };
}
