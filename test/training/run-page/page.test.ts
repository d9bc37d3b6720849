import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { drawCurves } from "../../../src/training/run-page/curves.ts";
import { writeRunPage } from "../../../src/training/run-page/index.node.ts";
import { type RunPageContent, runPage } from "../../../src/training/run-page/page.ts";
import { parseRunLog } from "../../../src/training/run-page/run-log.ts";
import { EXAMPLE_RECIPE, type ExampleEnd, exampleLog } from "./example-run.ts";

function pageOf(end: ExampleEnd, more: Partial<RunPageContent> = {}): string {
  const log = parseRunLog(exampleLog(end));
  return runPage({
    recipe: EXAMPLE_RECIPE,
    inputs: { trainList: "ab".repeat(32) },
    environment: { node: "v20.19.0", cores: 2 },
    log,
    curves: drawCurves(log),
    now: (log.updated ?? 0) + 1000,
    ...more,
  });
}

describe("the page of a run", () => {
  test("reads itself again until the run is done, without a script or a request", () => {
    const again = '<meta http-equiv="refresh" content="30">';
    expect(pageOf("running")).toContain(again);
    expect(pageOf("stopped")).toContain(again);
    expect(pageOf("done")).not.toContain("http-equiv");
    for (const end of ["running", "stopped", "done"] as const)
      expect(pageOf(end)).not.toMatch(/<script|<link|src=|https?:\/\/|@import|url\(/);
  });

  test("says what it is and is not, its state and why it stopped", () => {
    for (const end of ["running", "done"] as const) {
      expect(pageOf(end)).toContain("An example with made-up figures");
      expect(pageOf(end).match(/not a medical device/g)).toHaveLength(2);
    }
    expect(pageOf("running")).toMatch(/Training<\/span> fold 3 of 5, about \d/);
    expect(pageOf("stopped")).toContain("Somebody asked it to stop.");
    expect(pageOf("done")).toMatch(/Done<\/span> since 2026-11-24/);
    expect(pageOf("running")).toContain("<dt>Starts</dt><dd>2</dd>");
    expect(pageOf("running")).toContain("1 radiograph was left out");
  });

  test("shows every finished epoch, and which one each fit keeps", () => {
    const rows = (html: string) => html.match(/<th scope="row">\d/g) ?? [];
    expect(rows(pageOf("running"))).toHaveLength(6 + 6 + 4);
    expect(rows(pageOf("done"))).toHaveLength(5 * 6 + 4);
    expect(pageOf("done").match(/\(kept\)/g)).toHaveLength(6);
  });

  test("shows the evaluation with its intervals once there is one", () => {
    expect(pageOf("running")).not.toContain("<h2>Evaluation</h2>");
    expect(pageOf("done")).toContain("<strong>0.751</strong> (0.731 to 0.770), 14 findings");
    expect(pageOf("done")).toContain("<strong>0.749</strong> (0.710 to 0.782), 13 findings");
  });

  test("a hostile name stays text", () => {
    const hostile = '</title><script>alert(1)</script>"&';
    const line = JSON.stringify({
      time: "2026-11-24T08:00:00Z",
      ...{ stage: "pixels", radiographs: 2, leftOut: [{ path: hostile, code: hostile }] },
    });
    const fit = JSON.stringify({
      time: "2026-11-24T08:00:01Z",
      ...{ stage: "fit", fit: "fold-1", title: hostile, batches: 2, epochs: 2, resumedAt: null },
    });
    const step = JSON.stringify({
      time: "2026-11-24T08:00:09Z",
      ...{ stage: "step", fit: "fold-1", epoch: 1, step: 1, loss: 0.3 },
    });
    const stopped = JSON.stringify({
      time: "2026-11-24T08:00:10Z",
      ...{ stage: "stopped", code: hostile, reason: hostile },
    });
    const lines = [line, fit, step];
    for (const log of [lines, [...lines, stopped]].map((some) => parseRunLog(some.join("\n")))) {
      const html = pageOf("running", {
        ...{ log, curves: drawCurves(log), environment: { node: hostile } },
        recipe: { ...EXAMPLE_RECIPE, title: hostile, name: hostile },
      });
      expect(html).not.toContain("<script");
      expect(html.match(/<\/title>/g)).toHaveLength(1);
    }
  });
});

describe("writing the page", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "thorascope-run-page-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("leaves two whole files in the run's folder, with a log or without", async () => {
    const recipe = { recipe: EXAMPLE_RECIPE, inputs: {} };
    await writeFile(join(folder, "recipe.json"), JSON.stringify(recipe));
    await writeFile(join(folder, "environment.json"), "{}");
    await writeRunPage(folder);
    expect(await readFile(join(folder, "index.html"), "utf8")).toContain("Preparing");
    await writeFile(join(folder, "log.jsonl"), exampleLog("done"));
    await writeRunPage(folder);
    expect(await readFile(join(folder, "index.html"), "utf8")).toMatch(/Done[\s\S]*<\/html>\n$/);
    expect(await readFile(join(folder, "curves.svg"), "utf8")).toMatch(/<\/svg>\n$/);
    expect((await readdir(folder)).sort()).toEqual([
      ...["curves.svg", "environment.json", "index.html", "log.jsonl", "recipe.json"],
    ]);
  });

  test("of a folder that holds no run fails with the file's name", async () => {
    await expect(writeRunPage(folder)).rejects.toThrow("recipe.json");
  });
});
