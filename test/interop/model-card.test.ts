import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trainedCard } from "../../src/model/card/trained-card.ts";
import { drawCardPicture } from "../../src/report/model-card/draw-card-picture.ts";
import { modelCardPage } from "../../src/report/model-card/page.ts";
import { EXAMPLE_SHA256, exampleEvaluation, group } from "../model/example-evaluation.ts";
import { exampleDescription } from "../model/example-model.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-model-card-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function examplePage(): string {
  const model = {
    ...exampleDescription(),
    graph: { file: "model.onnx", sha256: EXAMPLE_SHA256 },
  };
  const evaluation = exampleEvaluation(model, [
    group("sex", "F", 30, 60),
    group("sex", "M", 3, 60),
  ]);
  evaluation.population.dataset = "a-data-set-of-a-long-name-".repeat(4);
  return modelCardPage(trainedCard(model, { evaluations: [evaluation] }), drawCardPicture);
}

/** What Chromium measures in a frame of that width; the script stands around the page, which has none. */
function measure(width: number, dark: boolean): Record<string, unknown> {
  const frame = join(folder, `frame-${width}.html`);
  const html = examplePage().replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  writeFileSync(
    frame,
    `<!doctype html><iframe width="${width}" height="900" style="border: 0" srcdoc="${html}"></iframe>
<script>
  onload = () => {
    const { contentDocument: page, contentWindow: view } = document.querySelector("iframe");
    const box = (one) => one.getBoundingClientRect();
    const outside = (one) => box(one).left < 0 || box(one).right > view.innerWidth + 0.5;
    document.body.textContent = JSON.stringify({
      scroll: page.documentElement.scrollWidth,
      outside: [...page.querySelectorAll("h1, h2, h3, p, li, dd, svg, .wide")].filter(outside).length,
      smallest: Math.min(...[...page.querySelectorAll("svg text")].map((one) => box(one).height)),
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

describe("the page of a model's card in Chromium", () => {
  test.each([
    [390, false, "rgb(244, 243, 240)"],
    [1440, true, "rgb(19, 20, 22)"],
  ])("fits a window of %i pixels; only tables scroll sideways", (width, dark, ground) => {
    const measured = measure(width, dark);
    expect(measured).toMatchObject({ scroll: width, outside: 0, ground });
    expect(measured.smallest).toBeGreaterThanOrEqual(10);
  });
});
