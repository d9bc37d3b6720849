import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/**
 * The rooms of the house, from the ground up: a room may import from its own floor's files and from rooms
 * below it, never from above. docs/architecture.md says what each is for.
 */
const FLOORS = [
  "errors.ts",
  "whole-file.node.ts",
  "worker-source.node.ts",
  "worker-pool.node.ts",
  "quantile.ts",
  "random.ts",
  "research-notice.ts",
  "page",
  "download",
  "findings",
  "language",
  "dicom",
  "radiograph",
  "phantom",
  "evaluation",
  "dataset",
  "disturbance",
  "graph",
  "runtime",
  "networks",
  "explanation",
  "model",
  "reading",
  "training",
  "report",
  "server",
  "cli",
  "index.ts",
];

const SOURCE = resolve(import.meta.dirname, "../src");

const files = listFiles(SOURCE);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

describe("the direction of imports", () => {
  test("every room has its floor", () => {
    const rooms = new Set(files.map(roomOf));
    expect([...rooms].filter((room) => !FLOORS.includes(room))).toEqual([]);
  });

  test("data flows one way: no room imports from a room above it", () => {
    const upward = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => FLOORS.indexOf(roomOf(target)) > FLOORS.indexOf(roomOf(file)))
        .map((target) => `${relative(SOURCE, file)} imports ${relative(SOURCE, target)}`),
    );
    expect(upward).toEqual([]);
  });

  test("no file needs itself through its imports", () => {
    expect(files.map(cycleFrom).filter((cycle) => cycle !== null)).toEqual([]);
  });

  test("what runs in a browser imports nothing that needs Node", () => {
    const browser = files.filter(
      (file) => !/\.node\.ts$/.test(file) && BROWSER_ROOMS.has(roomOf(file)),
    );
    const needing = browser.flatMap((file) =>
      [
        ...(imports.get(file) ?? []).filter((target) => /\.node\.ts$/.test(target)),
        ...nodeModulesOf(file),
      ].map((target) => `${relative(SOURCE, file)} imports ${target}`),
    );
    expect(needing).toEqual([]);
  });

  test("everything imported by path exists", () => {
    const missing = [...imports.values()].flat().filter((target) => !files.includes(target));
    expect(missing).toEqual([]);
  });
});

const BROWSER_ROOMS = new Set([
  "errors.ts",
  "quantile.ts",
  "random.ts",
  "findings",
  "language",
  "dicom",
  "radiograph",
  "phantom",
  "evaluation",
  "graph",
  "runtime",
  "networks",
  "explanation",
  "model",
  "reading",
]);

function roomOf(file: string): string {
  return relative(SOURCE, file).split("/")[0] ?? "";
}

function listFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return listFiles(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

function specifiersOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function importsOf(file: string): string[] {
  return pathsIn(readFileSync(file, "utf8"), file);
}

/** Records that speak of each other (a graph's nodes and values) may stand in two files: types need nothing. */
function neededImportsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return pathsIn(text.replace(/^(import|export) type [^;]*;/gm, ""), file);
}

function pathsIn(text: string, file: string): string[] {
  return specifiersOf(text)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => resolve(dirname(file), specifier));
}

function nodeModulesOf(file: string): string[] {
  return specifiersOf(readFileSync(file, "utf8")).filter((specifier) =>
    /^(node:|sharp$|onnxruntime-node$)/.test(specifier),
  );
}

/** The first cycle that a file is part of. */
function cycleFrom(start: string): string | null {
  const seen = new Set<string>();
  const visit = (file: string, path: readonly string[]): string | null => {
    for (const target of neededImportsOf(file)) {
      if (target === start)
        return [...path, target].map((one) => relative(SOURCE, one)).join(" -> ");
      if (seen.has(target)) continue;
      seen.add(target);
      const cycle = visit(target, [...path, target]);
      if (cycle !== null) return cycle;
    }
    return null;
  };
  return visit(start, [start]);
}
