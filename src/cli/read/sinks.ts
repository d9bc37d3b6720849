import { once } from "node:events";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { toGrey } from "../../radiograph/index.ts";
import {
  CSV_HEADER,
  heatmapsToNpy,
  type Reading,
  type RefusedFile,
  readingToCsv,
  readingToJson,
  refusalToCsv,
  refusalToJson,
} from "../../reading/index.ts";
import { writeWhole } from "../../whole-file.node.ts";
import type { ReadFile } from "./read-files.ts";
import { readingBlock, refusalBlock, tableLegend } from "./table.ts";

/** Somewhere that readings go, one after the other. */
export interface ReadingSink {
  read(file: ReadFile): Promise<void>;
  refused(file: RefusedFile): Promise<void>;
  /** Completes what was written; returns a sentence about it where there is something to say. */
  finish(): Promise<string | null>;
  /** Removes what is not complete. */
  abandon(): Promise<void>;
}

/** Writes to standard output, waiting where the reader is slower than we are. */
async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** A block of lines per radiograph, for people. */
export function tableSink(): ReadingSink {
  let model: Reading["model"] | null = null;
  return {
    async read(file) {
      model = file.reading.model;
      await print(readingBlock(file.file, file.reading));
    },
    refused: (file) => print(refusalBlock(file)),
    async finish() {
      if (model) await print(tableLegend(model));
      return null;
    },
    abandon: async () => {},
  };
}

/** One JSON object a line, on standard output. */
export function jsonSink(): ReadingSink {
  return {
    read: ({ file, reading }) => print(`${readingToJson(file, reading)}\n`),
    refused: (file) => print(`${refusalToJson(file)}\n`),
    finish: async () => null,
    abandon: async () => {},
  };
}

/** A table of probabilities in a file, which appears when it is complete. */
export async function csvSink(path: string): Promise<ReadingSink> {
  const partial = `${path}.${process.pid}.partial`;
  const table = await open(partial, "w");
  let rows = 0;
  const write = async (text: string) => {
    await table.write(text);
  };
  const abandon = async () => {
    await table.close();
    await rm(partial, { force: true });
  };
  await write(CSV_HEADER).catch(async (error: unknown) => {
    await abandon();
    throw error;
  });
  return {
    async read({ file, reading }) {
      rows++;
      await write(readingToCsv(file, reading));
    },
    async refused(file) {
      rows++;
      await write(refusalToCsv(file));
    },
    async finish() {
      await table.close();
      await rename(partial, path);
      return `${path}: ${rows} rows.`;
    },
    abandon,
  };
}

export interface HeatmapOptions {
  readonly folder: string;
  readonly format: "png" | "npy";
  /** Draw maps of findings below their operating point too. */
  readonly all: boolean;
}

/**
 * Heatmaps in a folder: `<file stem>.npy` with all 14, or `<file stem>_<finding>.png` for each finding that
 * reaches its operating point. Of two files with one stem the second becomes `<file stem>~2`.
 */
export async function heatmapSink({ folder, format, all }: HeatmapOptions): Promise<ReadingSink> {
  const { drawHeatmap } = await import("../../report/index.node.ts");
  await mkdir(folder, { recursive: true });
  const used = new Map<string, number>();
  let files = 0;
  const stemOf = (file: string) => {
    const stem = basename(file, extname(file));
    const count = (used.get(stem) ?? 0) + 1;
    used.set(stem, count);
    return count === 1 ? stem : `${stem}~${count}`;
  };
  return {
    async read({ file, radiograph, reading }) {
      const stem = stemOf(file);
      if (format === "npy") {
        await writeWhole(join(folder, `${stem}.npy`), heatmapsToNpy(reading.heatmaps));
        files++;
        return;
      }
      const shown = reading.findings.filter(
        ({ positive, probability }) => positive || (all && probability !== null),
      );
      if (shown.length === 0) return;
      const { rows, columns } = radiograph;
      const image = { rows, columns, grey: toGrey(radiograph) };
      for (const finding of shown) {
        await writeWhole(
          join(folder, `${stem}_${finding.finding}.png`),
          await drawHeatmap(image, reading, finding),
        );
        files++;
      }
    },
    refused: async () => {},
    finish: async () => `${folder}: ${files} heatmap ${files === 1 ? "file" : "files"}.`,
    abandon: async () => {},
  };
}

/** A page with radiographs, bars and heatmaps. */
export async function reportSink(folder: string): Promise<ReadingSink> {
  const { openReportFolder } = await import("../../report/index.node.ts");
  const report = await openReportFolder(folder, "Thorascope readings");
  return {
    read: ({ file, radiograph, reading }) =>
      report.add(file, reading, {
        rows: radiograph.rows,
        columns: radiograph.columns,
        grey: toGrey(radiograph),
      }),
    refused: (file) => report.refuse(file),
    finish: async () => `The page is ${await report.finish()}`,
    abandon: () => report.abandon(),
  };
}
