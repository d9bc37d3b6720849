import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Notebook, Output } from "../../scripts/notebook-file.ts";
import { compareNotebooks, compareTexts } from "../../scripts/notebook-outputs.ts";
import { checkNotebook, notebookNames } from "../../scripts/run-notebooks.ts";

const FOLDER = fileURLToPath(new URL("../../notebooks", import.meta.url));

/** A file on GitHub that is larger than this is not rendered any more, or takes its time. */
const MOST_BYTES = 1_500_000;

/** On a machine that is busy with other tests; alone, none takes two minutes. */
const MOST_MILLISECONDS = 1_500_000;

const NAMES = await notebookNames();

/** In order: the third trains what the later ones read. */
describe("the notebooks, run from top to bottom on Deno's kernel", () => {
  test.each(NAMES)(
    "%s puts out what is committed",
    async (name) => {
      expect(await checkNotebook(join(FOLDER, name))).toEqual([]);
    },
    MOST_MILLISECONDS,
  );
});

describe("a committed notebook", () => {
  test.each(NAMES)("%s is complete, small, and has pictures", async (name) => {
    const text = await readFile(join(FOLDER, name), "utf8");
    expect(text.length).toBeLessThan(MOST_BYTES);
    const { cells }: Notebook = JSON.parse(text);
    const code = cells.filter(({ cell_type }) => cell_type === "code");
    expect(code.every(({ execution_count }) => execution_count !== null)).toBe(true);
    expect(text).toContain('"image/png"');
    expect(text).not.toMatch(/"text\/html"|"application\/javascript"|"image\/svg\+xml"/);
  });
});

describe("what would be found", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "thorascope-notebooks-test-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("a cell that fails, by its number and error", async () => {
    const path = join(folder, "broken.ipynb");
    await writeFile(path, JSON.stringify(notebookOf("const one = 1;", "two")));
    expect(await checkNotebook(path)).toEqual([
      "cell 2: it failed: ReferenceError: two is not defined",
    ]);
  });

  test("other words, and numbers beyond the tolerance and the last digit", () => {
    const exact = { relative: 0.002, absolute: 0, exactIntegers: true };
    const fitted = { relative: 0.1, absolute: 0.1, exactIntegers: false };
    expect(compareTexts("mean  0.797", "mean 0.798", exact)).toEqual([]);
    expect(compareTexts("mean 0.797", "mean 0.812", exact)).toHaveLength(1);
    expect(compareTexts("mean 0.797", "median 0.797", exact)).toHaveLength(1);
    expect(compareTexts("800 radiographs", "801 radiographs", exact)).toHaveLength(1);
    expect(compareTexts("0.797 (0.765 to 0.826)", "0.74 (0.71 to 0.79)", fitted)).toEqual([]);
    expect(compareTexts("0.797 (0.765 to 0.826)", "0.521 (0.470 to 0.568)", fitted)).toHaveLength(
      1,
    );
    expect(compareTexts("-0.5", "0.5", exact)).toHaveLength(1);
    expect(compareTexts("one\ntwo", "one", exact)).toHaveLength(1);
  });

  test("an output that is missing, and a picture that is blank or of another size", async () => {
    const picture = async (width: number, background: string, line: string) => {
      const png = await sharp({ create: { width, height: 9, channels: 3, background } })
        .composite([{ input: Buffer.from(`<svg width="9" height="9">${line}</svg>`) }])
        .png()
        .toBuffer();
      const data = { "image/png": png.toString("base64"), "text/plain": "a picture" };
      return { output_type: "display_data" as const, data };
    };
    const line = '<rect width="4" height="9" fill="black"/>';
    const committed = notebookOf("draw()");
    const withOutputs = (...outputs: readonly Output[]) => ({
      ...committed,
      cells: committed.cells.map((cell) => ({ ...cell, outputs })),
    });
    const drawn = withOutputs(await picture(9, "white", line));
    expect(await compareNotebooks(drawn, drawn)).toEqual([]);
    expect(await compareNotebooks(drawn, withOutputs(await picture(9, "white", "")))).toEqual([
      "cell 1: its picture is blank.",
    ]);
    expect(await compareNotebooks(drawn, withOutputs(await picture(10, "white", line)))).toEqual([
      "cell 1: its picture has 10 x 9 pixels, where 9 x 9 are committed.",
    ]);
    expect(await compareNotebooks(drawn, withOutputs())).toHaveLength(1);
  });
});

function notebookOf(...sources: readonly string[]): Notebook {
  return {
    cells: sources.map((source) => ({
      cell_type: "code",
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    })),
    metadata: { kernelspec: { display_name: "Deno", language: "typescript", name: "deno" } },
    nbformat: 4,
    nbformat_minor: 4,
  };
}
