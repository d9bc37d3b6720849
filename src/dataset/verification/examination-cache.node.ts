import { type FileHandle, mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { DatasetError } from "../errors.ts";
import { unreadable } from "../files.node.ts";
import type { Examination } from "./examine.node.ts";

/** Counts up when `examineImage` comes to see otherwise. */
const VERSION = 1;

const HEADER = { cache: "thorascope data verify", version: VERSION };

/** What was seen in images, kept in a file between runs. */
export interface ExaminationCache {
  /** What was seen in an image before, if its file is as it was; else looks at it, and keeps what is seen. */
  lookUp(path: string, examine: () => Promise<Examination>): Promise<Examination>;
  close(): Promise<void>;
}

/** A line of the file: an image by its path, bytes and time of change. */
interface Line {
  readonly path: string;
  readonly bytes: number;
  readonly changed: number;
  readonly examination: Examination;
}

/**
 * Opens a cache file, or begins one. Lines are appended as images are looked at, so that a run that was cut off
 * goes on where it stopped. A file of an earlier version is begun anew.
 *
 * @throws DatasetError `CACHE_FOREIGN` where the file is something else, which is left as it is;
 * `FILE_UNREADABLE`.
 */
export async function openExaminationCache(file: string): Promise<ExaminationCache> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw unreadable(file, error);
  });
  const isCurrent = headerOf(text, file)?.version === VERSION;
  const known = isCurrent ? linesOf(text) : new Map<string, Line>();
  const handle = await begin(file, isCurrent ? text : "");
  return {
    async lookUp(path, examine) {
      const there = await stat(path).catch(() => null);
      const name = resolve(path);
      const before = known.get(name);
      if (
        before !== undefined &&
        there?.size === before.bytes &&
        there.mtimeMs === before.changed
      ) {
        return before.examination;
      }
      const examination = await examine();
      const isPassing = "refusal" in examination && examination.refusal.code === "FILE_UNREADABLE";
      if (there !== null && !isPassing) {
        const line = { path: name, bytes: there.size, changed: there.mtimeMs, examination };
        await handle.appendFile(`${JSON.stringify(line, plainArrays)}\n`);
      }
      return examination;
    },
    close: () => handle.close(),
  };
}

function headerOf(text: string, file: string): { readonly version: number } | null {
  if (text === "") return null;
  const header = parse(text.slice(0, text.indexOf("\n") + 1));
  const isOurs = typeof header === "object" && header !== null && "cache" in header;
  if (isOurs && header.cache === HEADER.cache && "version" in header) {
    return { version: Number(header.version) };
  }
  throw new DatasetError(
    "CACHE_FOREIGN",
    `${file}: this is no cache of thorascope data verify. Name another file with --cache; it is made if it is not there.`,
    { file },
  );
}

/** The last line may be cut off where a run was. */
function linesOf(text: string): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const written of text.split("\n").slice(1)) {
    const line = parse(written) as Line | null;
    if (line !== null) lines.set(line.path, { ...line, examination: revive(line.examination) });
  }
  return lines;
}

async function begin(file: string, text: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, text === "" ? "w" : "a");
    if (text === "") await handle.appendFile(`${JSON.stringify(HEADER)}\n`);
    else if (!text.endsWith("\n")) await handle.appendFile("\n");
    return handle;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function plainArrays(_: string, value: unknown): unknown {
  return value instanceof Uint32Array ? [...value] : value;
}

function revive(examination: Examination): Examination {
  return "refusal" in examination
    ? examination
    : { ...examination, perceptualHash: Uint32Array.from(examination.perceptualHash) };
}
