import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { findAdapter } from "../../../src/dataset/adapters/index.ts";
import type { DatasetError } from "../../../src/dataset/index.ts";
import type {
  AdapterOptions,
  DatasetAdapter,
  LabelledDataset,
} from "../../../src/dataset/labelled-dataset.ts";
import type { RadiographRecord } from "../../../src/dataset/records.ts";
import { FINDINGS, type Finding } from "../../../src/findings/index.ts";

/** Files of a made-up data set by their paths in its folder. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** Writes a tree into a folder of its own, which goes when the test ends. */
export async function makeTree(tree: Tree): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "thorascope-adapter-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, contents] of Object.entries(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), contents);
  }
  return root;
}

/** Writes a tree and loads it. */
export async function loadTree(
  adapter: DatasetAdapter,
  tree: Tree,
  options?: AdapterOptions,
  table = "",
): Promise<LabelledDataset> {
  const root = await makeTree(tree);
  return adapter.load({ labels: join(root, table), images: null }, options);
}

/** Loads with every problem collected, as "CODE message". */
export async function loadWithProblems(
  adapter: DatasetAdapter,
  tree: Tree,
): Promise<{ readonly dataset: LabelledDataset; readonly problems: string[] }> {
  const problems: string[] = [];
  const onProblem = ({ code, message }: DatasetError) => problems.push(`${code} ${message}`);
  return { dataset: await loadTree(adapter, tree, { onProblem }), problems };
}

/** The record of an image. */
export function recordOf({ records }: LabelledDataset, fileName: string): RadiographRecord {
  const record = records.find((one) => one.fileName === fileName);
  if (record === undefined) {
    throw new Error(`${fileName} is not in ${records.map((one) => one.fileName).join(", ")}`);
  }
  return record;
}

/** A record's known findings by name: what is not named here is unknown. */
export function knownOf({ labels }: RadiographRecord): Partial<Record<Finding, number>> {
  const pairs = FINDINGS.map((finding, position) => [finding, labels[position]] as const);
  return Object.fromEntries(pairs.filter(([, label]) => !Number.isNaN(label)));
}

/** These findings absent, for the `...` of an expectation. */
export function absent(...findings: readonly Finding[]): Partial<Record<Finding, number>> {
  return Object.fromEntries(findings.map((finding) => [finding, 0]));
}

/** All findings absent except those that are not said. */
export function absentExcept(...unknown: readonly Finding[]): Partial<Record<Finding, number>> {
  return absent(...FINDINGS.filter((finding) => !unknown.includes(finding)));
}

/** What is wrong with a table in the same way whoever made it; `column` is one that is needed. */
export function refusesBrokenTables(name: string, tree: Tree, table: string, column: string): void {
  const adapter = findAdapter(name);
  const text = String(tree[table]);
  const lines = text.trimEnd().split("\n");
  const [header = "", ...rows] = lines;
  const last = rows.at(-1) ?? "";
  const load = (contents: string | Uint8Array, options?: AdapterOptions) =>
    loadTree(adapter, { ...tree, [table]: contents }, options);

  describe(`of a broken ${table}`, () => {
    test.each<[string, string | Uint8Array, string, string]>([
      ["an empty file", "", "TABLE_MALFORMED", "empty"],
      ["a header alone", `${header}\n`, "TABLE_MALFORMED", "no rows"],
      ["UTF-16", Buffer.from(text, "utf16le"), "TABLE_MALFORMED", "NUL"],
      ["a NUL byte", `${text.slice(0, -3)}\0${text.slice(-3)}`, "TABLE_MALFORMED", "NUL"],
      ["a gzip stream cut short", gzipSync(text).subarray(0, 60), "FILE_UNREADABLE", table],
      ["a quote left open", `${text}"`, "TABLE_MALFORMED", "Quote"],
      ["another column", text.replace(column, "Colour"), "TABLE_MALFORMED", `no column "${column}`],
      [
        "a row too wide",
        `${lines.join("\n")},a,b,c,d,e,f\n`,
        "ROW_MALFORMED",
        `row ${lines.length} of ${table.split("/").at(-1)}`,
      ],
      ["an image again", `${lines.join("\n")}\n${last}\n`, "IMAGE_DUPLICATE", "already"],
    ])("says what is wrong with %s", async (_, contents, code, message) => {
      await expect(load(contents)).rejects.toMatchObject({
        name: "DatasetError",
        code,
        message: expect.stringContaining(message),
      });
    });

    test("reports every bad row and keeps the others", async () => {
      const whole = await load(text);
      const problems: string[] = [];
      const onProblem = ({ code }: DatasetError) => problems.push(code);
      const dataset = await load(`${lines.join("\n")}\n${last}\nshort\n`, { onProblem });
      expect(problems).toEqual(["IMAGE_DUPLICATE", "ROW_MALFORMED"]);
      expect(dataset.records).toEqual(whole.records);
    });

    test("reads it gzipped, with Windows' line ends and a byte order mark", async () => {
      const other = gzipSync(`\uFEFF${text.replaceAll("\n", "\r\n")}`);
      expect((await load(other)).records).toEqual((await load(text)).records);
    });
  });

  test("an absent folder, and one without its tables, are refused by name", async () => {
    const root = await makeTree({ "readme.txt": "" });
    await expect(adapter.load({ labels: root, images: null })).rejects.toMatchObject({
      code: "TABLE_NOT_FOUND",
      message: expect.stringContaining(root),
    });
    expect(await adapter.recognize(root)).toBe(false);
    await expect(
      adapter.load({ labels: join(root, "nowhere"), images: null }),
    ).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  });

  test("is recognized by its tables", async () => {
    expect(await adapter.recognize(await makeTree(tree))).toBe(true);
  });
}
