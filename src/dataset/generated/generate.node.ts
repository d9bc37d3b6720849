import { readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { RenderedLesion } from "../../phantom/index.ts";
import { workerSource } from "../../worker-source.node.ts";
import { DatasetError } from "../errors.ts";
import type { LocatedRecord } from "../images.node.ts";
import { JobWorker } from "../job-worker.node.ts";
import { type Journal, openJournal } from "./journal.node.ts";
import { boxTable, GENERATED_FILES, type Listed, labelTable, listOf } from "./label-table.ts";
import { type PlannedRadiograph, planPatient } from "./plan.ts";
import { checkSettings, type GeneratedSettings } from "./settings.ts";
import type { GenerationTarget } from "./worker.node.ts";
import { writeGenerated } from "./write.node.ts";

export interface GenerationOptions {
  /** Threads that render; one per processor if left out. Never changes a bit. */
  readonly workers?: number;
  /** Called at the start and after each radiograph; those that are there already count as done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Raised whenever the same settings give other radiographs than before. */
const EDITION = 1;

/** Holds the boxes of what is drawn until all is. */
const JOURNAL = "generating.jsonl";

/** A radiograph of the folder. Its plan is made anew when it is drawn: all plans would fill the memory. */
interface Entry extends Listed {
  readonly patient: number;
  readonly examination: number;
}

/**
 * Generates synthetic radiographs into a folder that looks like ChestX-ray14's: PNG files, its label table,
 * its list of boxes, and a list of file names for each side; names are in `GENERATED_FILES`. What is there
 * already is kept, so it may be cut off and called again.
 *
 * @returns the records of all radiographs, those to learn from first.
 * @throws DatasetError `GENERATED_INVALID` for a setting out of its range or a folder of other settings,
 *   `GENERATED_UNWRITABLE`, `WORKER_DIED`.
 */
export async function generateRadiographs(
  settings: GeneratedSettings,
  folder: string,
  options: GenerationOptions = {},
): Promise<readonly LocatedRecord[]> {
  checkSettings(settings);
  await claim(folder, settings);
  const entries = entriesOf(settings);
  const files = new Set(await readdir(folder));
  const names = [GENERATED_FILES.boxes, ...entries.map(({ record }) => record.fileName)];
  if (names.every((name) => files.has(name))) {
    options.onProgress?.(entries.length, entries.length);
  } else {
    const journal = await openJournal(join(folder, JOURNAL));
    await drawMissing(settings, folder, entries, files, journal, options);
    await writeTables(folder, entries, journal, settings.size);
  }
  return entries.map(({ record }) => ({ ...record, path: join(folder, record.fileName) }));
}

/** Makes the folder this data set's, or finds that it is. */
async function claim(folder: string, settings: GeneratedSettings): Promise<void> {
  const path = join(folder, GENERATED_FILES.settings);
  const { seed, patients, heldOutPatients, size } = settings;
  const wanted = { seed, patients, heldOutPatients, size, edition: EDITION };
  const text = `${JSON.stringify(wanted, null, 2)}\n`;
  const known = await readFile(path, "utf8").catch(() => null);
  if (known === text) return;
  if (known === null) return writeGenerated(path, text);
  throw new DatasetError(
    "GENERATED_INVALID",
    `${folder}: its radiographs were generated from other settings, see ${GENERATED_FILES.settings}. Choose another folder, or delete this one.`,
    { folder, known, wanted },
  );
}

function entriesOf(settings: GeneratedSettings): Entry[] {
  const patients = Array.from(
    { length: settings.patients + settings.heldOutPatients },
    (_, patient) => patient,
  );
  return patients.flatMap((patient) =>
    planPatient(settings, patient).map(({ record, isHeldOut }, examination) => {
      return { record, isHeldOut, patient, examination };
    }),
  );
}

/** Draws the radiographs that are not there, or whose boxes are not. */
async function drawMissing(
  settings: GeneratedSettings,
  folder: string,
  entries: readonly Entry[],
  files: ReadonlySet<string>,
  journal: Journal,
  { workers = availableParallelism(), onProgress }: GenerationOptions,
): Promise<void> {
  const isThere = (name: string) => files.has(name) && journal.lesions.has(name);
  const missing = entries.filter(({ record }) => !isThere(record.fileName));
  const target: GenerationTarget = { folder, size: settings.size };
  const pool = Array.from(
    { length: Math.min(Math.max(workers, 1), missing.length) },
    () =>
      new JobWorker<PlannedRadiograph, readonly RenderedLesion[]>(
        workerSource("./worker.node.ts", import.meta.url),
        target,
      ),
  );
  let done = entries.length - missing.length;
  onProgress?.(done, entries.length);
  const queue = missing.values();
  const keepBusy = async (worker: JobWorker<PlannedRadiograph, readonly RenderedLesion[]>) => {
    for (const { record, patient, examination } of queue) {
      const planned = planPatient(settings, patient)[examination];
      if (planned === undefined) continue;
      await journal.add(record.fileName, await worker.run(planned));
      onProgress?.(++done, entries.length);
    }
  };
  try {
    await Promise.all(pool.map(keepBusy));
  } finally {
    await Promise.all(pool.map((worker) => worker.close()));
  }
}

/** The list of boxes comes last: where it is, the others are. */
async function writeTables(
  folder: string,
  entries: readonly Entry[],
  journal: Journal,
  size: number,
): Promise<void> {
  const { trainList, heldOutList, table, boxes } = GENERATED_FILES;
  await writeGenerated(join(folder, trainList), listOf(entries, false));
  await writeGenerated(join(folder, heldOutList), listOf(entries, true));
  await writeGenerated(join(folder, table), labelTable(entries));
  const lesionsOf = ({ fileName }: Entry["record"]) => journal.lesions.get(fileName) ?? [];
  await writeGenerated(join(folder, boxes), boxTable(entries, lesionsOf, size));
  await rm(join(folder, JOURNAL), { force: true });
}
