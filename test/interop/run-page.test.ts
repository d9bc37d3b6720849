import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawCurves } from "../../src/training/run-page/curves.ts";
import { runPage } from "../../src/training/run-page/page.ts";
import { parseRunLog } from "../../src/training/run-page/run-log.ts";
import { EXAMPLE_RECIPE, exampleLog } from "../training/run-page/example-run.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-run-page-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * What Chromium measures on the page in a frame of that width: a window of its own can't be narrower than 500
 * pixels. The script stands around the page, which has none.
 */
function measure(width: number, dark: boolean): Record<string, unknown> {
  const log = parseRunLog(exampleLog("done"));
  const environment = { node: "v20.19.0", processor: "x".repeat(200) };
  const content = { recipe: EXAMPLE_RECIPE, inputs: {}, environment, log, now: 0 };
  const html = runPage({ ...content, curves: drawCurves(log) });
  const frame = join(folder, `frame-${width}.html`);
  writeFileSync(
    frame,
    `<!doctype html><iframe width="${width}" height="900" style="border: 0" srcdoc="${html.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>
<script>
  onload = () => {
    const { contentDocument: page, contentWindow: view } = document.querySelector("iframe");
    for (const one of page.querySelectorAll("details")) one.open = true;
    const box = (one) => one.getBoundingClientRect();
    const texts = [...page.querySelectorAll("svg text")].map(box);
    document.body.textContent = JSON.stringify({
      inner: view.innerWidth,
      scroll: page.documentElement.scrollWidth,
      texts: texts.length,
      smallest: Math.min(...texts.map(({ height }) => height)),
      outside: texts.filter(({ left, right }) => left < 0 || right > view.innerWidth).length,
      columns: new Set([...page.querySelectorAll("figure")].map((one) => box(one).left)).size,
      ground: view.getComputedStyle(page.body).backgroundColor,
    });
  };
</script>`,
  );
  const dump = execFileSync(
    "/usr/bin/chromium",
    [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ...["--hide-scrollbars", "--window-size=1600,1200", "--dump-dom"],
      `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`,
      `--user-data-dir=${join(folder, "profile")}`,
      pathToFileURL(frame).href,
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  return JSON.parse(dump.match(/<body>(\{.*\})/)?.[1] ?? "{}") as Record<string, unknown>;
}

describe("the page of a run in Chromium", () => {
  test.each([
    [390, false, 1, "rgb(244, 243, 240)"],
    [1440, true, 2, "rgb(19, 20, 22)"],
  ])("fits a window of %i pixels, its axes can be read", (width, dark, columns, ground) => {
    const measured = measure(width, dark);
    expect(measured.inner).toBe(width);
    expect(measured.scroll).toBe(width);
    expect(measured.texts).toBeGreaterThan(60);
    expect(measured.outside).toBe(0);
    expect(measured.smallest).toBeGreaterThanOrEqual(12);
    expect(measured).toMatchObject({ columns, ground });
  });
});
