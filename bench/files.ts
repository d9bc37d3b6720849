/**
 * From files to readings with the bundled model: files per second for each container, memory over 1,000.
 *
 * `npm run bench -- files [rounds]`; with `THORASCOPE_BASELINE` an older build is timed in alternation. The DICOM files are made from a sample with DCMTK and GDCM.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { BASELINE, type CommandCost, timeCommand } from "./command.ts";
import { median, ratioOf, showRatio } from "./ratio.ts";

const SAMPLES = resolve(import.meta.dirname, "../samples");
const PNG = join(SAMPLES, "synthetic-01-normal.png");
const DICOM = join(SAMPLES, "synthetic-05-effusion.dcm");
const COPIES = 60;
const MANY = 1000;

/** How each container is made: a file to start from, and a program that turns it into another. */
const CONTAINERS: Readonly<Record<string, (to: string) => unknown>> = {
  "PNG, 8 bit, 1024 px": (to) => copyFileSync(PNG, to),
  "JPEG, quality 90, 1024 px": (to) => sharp(PNG).jpeg({ quality: 90 }).toFile(to),
  "DICOM explicit little endian, 12 bit, 768 px": (to) => copyFileSync(DICOM, to),
  "DICOM implicit little endian": (to) => convert("dcmconv", "+ti", DICOM, to),
  "DICOM explicit big endian": (to) => convert("dcmconv", "+tb", DICOM, to),
  "DICOM deflated": (to) => convert("dcmconv", "+td", DICOM, to),
  "DICOM RLE": (to) => convert("dcmcrle", DICOM, to),
  "DICOM JPEG extended, 12 bit": (to) => convert("dcmcjpeg", "+ee", DICOM, to),
  "DICOM JPEG lossless": (to) => convert("dcmcjpeg", "+e1", DICOM, to),
  "DICOM JPEG-LS lossless": (to) => convert("dcmcjpls", "+el", DICOM, to),
  "DICOM JPEG 2000 lossless": (to) => convert("gdcmconv", "--j2k", DICOM, to),
};

/** Runs and prints a Markdown table. */
export async function benchFiles(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "thorascope-bench-"));
  const folders = new Map<string, string>();
  for (const [index, [name, make]] of Object.entries(CONTAINERS).entries()) {
    folders.set(name, join(folder, String(index)));
    await fill(join(folder, String(index)), COPIES, make);
  }
  const start: number[] = [];
  const costs = new Map(
    [...folders.keys()].map((name) => [name, { ours: [], theirs: [] } as Costs]),
  );
  for (let round = 0; round < rounds; round++) {
    start.push(read(PNG).seconds);
    for (const [name, path] of folders) {
      const { ours, theirs } = costs.get(name) ?? { ours: [], theirs: [] };
      if (BASELINE !== undefined) theirs.push(read(path, BASELINE).seconds);
      ours.push(read(path).seconds);
    }
  }
  console.log(
    `\n${COPIES} files a run, ${rounds} interleaved rounds, medians. Start-up and one reading (${median(start).toFixed(2)} s) are taken off.\n`,
  );
  const isCompared = BASELINE !== undefined;
  console.log(
    `| container | files per second |${isCompared ? " whole run, baseline / this build |" : ""}`,
  );
  console.log(`|---|---|${isCompared ? "---|" : ""}`);
  for (const [name, { ours, theirs }] of costs) {
    const rate = (COPIES - 1) / (median(ours) - median(start));
    const comparison = isCompared ? ` ${showRatio(ratioOf(theirs, ours))} |` : "";
    console.log(`| ${name} | ${rate.toFixed(1)} |${comparison}`);
  }
  await fill(join(folder, "many"), MANY, (to) => copyFileSync(PNG, to));
  const few = read(folders.get("PNG, 8 bit, 1024 px") ?? "");
  const many = read(join(folder, "many"));
  console.log(
    `\nPeak memory: ${few.peakMegabytes.toFixed(0)} MB over ${COPIES} PNG files, ${many.peakMegabytes.toFixed(0)} MB over ${MANY}.`,
  );
  rmSync(folder, { recursive: true });
}

/** Seconds of each round. */
interface Costs {
  readonly ours: number[];
  readonly theirs: number[];
}

function read(path: string, main?: string): CommandCost {
  return timeCommand(["read", path, "--json", "--quiet"], main);
}

async function fill(folder: string, copies: number, make: (to: string) => unknown): Promise<void> {
  mkdirSync(folder);
  const first = join(folder, "0");
  await make(first);
  for (let copy = 1; copy < copies; copy++) copyFileSync(first, join(folder, String(copy)));
}

function convert(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: "pipe" });
}
