import { createHash } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { FINDINGS, type Finding } from "../findings/index.ts";
import { writeWhole } from "../whole-file.node.ts";
import { DatasetError } from "./errors.ts";
import type { RadiographRecord } from "./records.ts";
import { refusePatientOverlap } from "./splits.ts";

/** How a split came about, for whoever repeats it. */
export interface SplitOrigin {
  readonly source: string;
  /** E.g. "by patient, stratified by finding", or the provider's name of it. */
  readonly method: string;
  readonly seed: number | null;
  /** Name and SHA-256 of the label table. */
  readonly table: { readonly name: string; readonly sha256: string };
}

/** `split.json`, beside one list per side. */
export interface WrittenSplit extends SplitOrigin {
  readonly sides: readonly WrittenSide[];
}

export interface WrittenSide {
  readonly name: string;
  /** The list: one file name a line. */
  readonly file: string;
  readonly sha256: string;
  readonly radiographs: number;
  readonly patients: number;
  readonly positives: Readonly<Record<Finding, number>>;
}

/**
 * Writes a split into a folder: a list of file names per side, and `split.json` with what it was made of and
 * the SHA-256 of each list.
 *
 * @param sides Records by the side's name, e.g. train, validation, test.
 * @throws DatasetError `PATIENT_OVERLAP` before anything is written; `SPLIT_EXISTS` where the folder holds other files.
 */
export async function writeSplit(
  folder: string,
  sides: Readonly<Record<string, readonly RadiographRecord[]>>,
  origin: SplitOrigin,
): Promise<WrittenSplit> {
  refusePatientOverlap(sides);
  await refuseOtherFiles(folder);
  const written: WrittenSide[] = [];
  for (const [name, records] of Object.entries(sides)) {
    const file = `${name}.txt`;
    const list = records.map(({ fileName }) => `${fileName}\n`).join("");
    await writeWhole(join(folder, file), list);
    written.push({
      name,
      file,
      sha256: createHash("sha256").update(list).digest("hex"),
      radiographs: records.length,
      patients: new Set(records.map(({ patientId }) => patientId)).size,
      positives: positivesOf(records),
    });
  }
  const split = { ...origin, sides: written };
  await writeWhole(join(folder, "split.json"), `${JSON.stringify(split, null, 2)}\n`);
  return split;
}

async function refuseOtherFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const present = await readdir(folder);
  if (present.length === 0) return;
  throw new DatasetError(
    "SPLIT_EXISTS",
    `${folder}: holds ${present.slice(0, 3).join(", ")} already. Name a new folder, so that no split is overwritten.`,
    { folder, present },
  );
}

function positivesOf(records: readonly RadiographRecord[]): Record<Finding, number> {
  const counts = FINDINGS.map((finding, index) => [
    finding,
    records.filter(({ labels }) => labels[index] === 1).length,
  ]);
  return Object.fromEntries(counts) as Record<Finding, number>;
}
