import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The Debian package of each tool that these tests ask for a second opinion. */
const PACKAGES: Readonly<Record<string, string>> = {
  dcm2pnm: "dcmtk",
  dcmcjpeg: "dcmtk",
  dcmcjpls: "dcmtk",
  dcmcrle: "dcmtk",
  dcmconv: "dcmtk",
  dcmdjpeg: "dcmtk",
  dcmdjpls: "dcmtk",
  dcmdrle: "dcmtk",
  dcmdump: "dcmtk",
  img2dcm: "dcmtk",
  gdcmconv: "libgdcm-tools",
  dciodvfy: "dicom3tools",
  "/usr/bin/python3": "python3-pydicom python3-pil python3-numpy",
};

/**
 * Tells whether tests that need some tools must be skipped, and says what to install. In CI nothing may
 * be skipped: there a missing tool is an error.
 */
export function isMissing(...tools: readonly string[]): boolean {
  const missing = tools.filter((tool) => spawnSync(tool, ["--version"]).error !== undefined);
  if (missing.length === 0) return false;
  const packages = [...new Set(missing.map((tool) => PACKAGES[tool]))].join(" ");
  const message = `${missing.join(", ")} not found: apt-get install ${packages}`;
  if (process.env.CI) throw new Error(message);
  console.warn(`Skipped: ${message}`);
  return true;
}

/** Runs a tool; what it prints on failure is in the error. */
export function run(tool: string, ...args: readonly string[]): string {
  return execFileSync(tool, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe" });
}

/** Runs a tool that ends well whatever it finds, and returns all that it prints. */
export function report(tool: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(tool, args, { encoding: "utf8" });
  return stderr + stdout;
}

/** Runs a verb of the Python script of second opinions. */
export function runPython(verb: string, ...args: readonly string[]): void {
  const script = fileURLToPath(new URL("python/dicom_reference.py", import.meta.url));
  run("/usr/bin/python3", script, verb, ...args);
}

/** A folder for files that the tests make. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "thorascope-interop-"));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, bytes: Uint8Array): string {
    writeFileSync(this.path(name), bytes);
    return this.path(name);
  }

  /** Reads numbers that Python or a test left as raw float64. */
  numbers(name: string): Float64Array {
    const bytes = readFileSync(this.path(name));
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Pixels of an ASCII PGM as DCMTK writes it, from 0 to 1. */
export function readPgm(text: string): Float64Array {
  const fields = text.replace(/#.*\n/g, "").trim().split(/\s+/);
  const maximum = Number(fields[3]);
  return Float64Array.from(fields.slice(4), (field) => Number(field) / maximum);
}

/** The largest absolute difference of two images of the same length. */
export function largestDifference(one: ArrayLike<number>, two: ArrayLike<number>): number {
  if (one.length !== two.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let index = 0; index < one.length; index++) {
    largest = Math.max(largest, Math.abs((one[index] ?? 0) - (two[index] ?? 0)));
  }
  return largest;
}
