/**
 * Makes what docs/robustness.md shows of a run of `thorascope robustness --report DIR`: its table, between the two
 * markers in the page, and its picture, photographed by Debian's Chromium: mean AUROC against severity, and a
 * synthetic radiograph at the severest level.
 *
 * `npx tsx scripts/make-robustness-picture.ts DIR`
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { type RobustnessResult, robustnessSummary } from "../src/report/index.node.ts";
import { disturbedExamples } from "../src/report/robustness-page/examples.node.ts";
import { robustnessPictures } from "../src/report/robustness-page/pictures.ts";

const ROOT = resolve(import.meta.dirname, "..");
const PAGE = join(ROOT, "docs", "robustness.md");
const PICTURE = join(ROOT, "docs", "images", "robustness.png");
const [START, END] = ["<!-- figures: start -->", "<!-- figures: end -->"];
const COLUMNS = 3;
const TILE = { width: 330, height: 330 };

const [folder] = process.argv.slice(2);
if (folder === undefined)
  throw new Error("Name the folder that thorascope robustness --report has written.");
const result: RobustnessResult = JSON.parse(readFileSync(join(folder, "robustness.json"), "utf8"));

const text = readFileSync(PAGE, "utf8");
const [before, after] = [text.split(START)[0], text.split(END)[1]];
if (before === undefined || after === undefined)
  throw new Error(`${PAGE} has no ${START} and ${END}.`);
writeFileSync(PAGE, `${before}${START}\n\n${figures(result)}\n\n${END}${after}`);
console.log(PAGE);
await photograph(await tiles(result));
console.log(PICTURE);

/** What the page says of the run, as Markdown. */
function figures({
  model,
  population,
  undisturbed,
  disturbances,
  ...run
}: RobustnessResult): string {
  const { meanAuroc, calibration } = undisturbed;
  const three = (value: number | null | undefined) => value?.toFixed(3) ?? "-";
  const share = (value: number | undefined) =>
    value === undefined ? "-" : `${Math.round(100 * value)} %`;
  const rows = disturbances.flatMap(({ title, levels }) =>
    levels.map(({ inWords, ...level }) => {
      const { difference, interval } = level.meanAuroc ?? {};
      const range = interval ? ` (${three(interval.low)} to ${three(interval.high)})` : "";
      return [
        title,
        inWords,
        `${three(difference)}${range}`,
        three(level.calibration.findings.calibrationError),
        three(level.calibration.anyFinding.calibrationError),
        share(level.changedDecisions?.value),
        level.medianProbabilityChange?.toFixed(4) ?? "-",
        share(level.refusedByGate ?? undefined),
      ];
    }),
  );
  const left = disturbances.flatMap(({ title, leftOut }) =>
    leftOut.length === 0 ? [] : [`${title}: ${leftOut.join(", ")}`],
  );
  const table = [
    [
      "",
      "severity",
      "mean AUROC",
      "ECE",
      "ECE, any finding",
      "decisions changed",
      "median change",
      "refused by the gate",
    ],
    Array.from({ length: 8 }, () => "---"),
    [
      "as they are",
      "",
      `${three(meanAuroc?.value)} (${three(meanAuroc?.interval?.low)} to ${three(meanAuroc?.interval?.high)})`,
      three(calibration.findings.calibrationError),
      three(calibration.anyFinding.calibrationError),
      "",
      "",
      share(undisturbed.refusedByGate ?? undefined),
    ],
    ...rows,
  ];
  return [
    `${model.name} ${model.version} (graph ${model.sha256.slice(0, 16)}) on ${population.dataset}, ${population.split}: ${undisturbed.radiographs} radiographs of ${undisturbed.patients} patients${population.drawn === null ? "" : `, drawn by chance from ${population.labelled - population.missing}`}, longer side ${population.sides[1]} pixels; ${run.replicates} replicates, seed ${run.seed}. Means are over ${meanAuroc?.findings.join(", ") ?? "no finding"}.`,
    robustnessSummary({ model, population, undisturbed, disturbances, ...run })
      .map((sentence) => `- ${sentence}`)
      .join("\n"),
    table.map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
    ...(left.length === 0
      ? []
      : [`Left out, because they change none of these radiographs: ${left.join("; ")}.`]),
  ].join("\n\n");
}

/** For each disturbance a plot and the synthetic sample at its ends. */
async function tiles(of: RobustnessResult): Promise<string[]> {
  const plots = robustnessPictures(of);
  const examples = await disturbedExamples(of);
  return of.disturbances.map(({ title }, index) => {
    const [plot] = plots[index] ?? [];
    const row = examples[index] ?? [];
    const ends = [row[1], row.at(-1)].flatMap((example) => example ?? []);
    const shown = ends.map(
      ({ caption, png }) =>
        `<figure><img src="data:image/png;base64,${png.toString("base64")}"><figcaption>${caption}</figcaption></figure>`,
    );
    return `<section><h2>${title}</h2>${plot?.svg ?? ""}<div>${shown.join("")}</div></section>`;
  });
}

async function photograph(sections: readonly string[]): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "thorascope-picture-"));
  const width = COLUMNS * (TILE.width + 20) + 20;
  const height = Math.ceil(sections.length / COLUMNS) * (TILE.height + 20) + 20;
  writeFileSync(
    join(work, "page.html"),
    `<!doctype html><meta charset="utf-8"><style>
      body { margin: 0; padding: 20px 0 0 20px; display: flex; flex-wrap: wrap; gap: 20px;
        font: 13px "DejaVu Sans", sans-serif; background: white; color: black }
      section { width: ${TILE.width}px; height: ${TILE.height}px }
      h2 { font-size: 14px; margin: 0 0 4px } svg { display: block; width: 100%; height: auto }
      div { display: flex; gap: 12px; padding: 14px 0 0 42px } figure { margin: 0; width: 84px }
      img { display: block; width: 76px } figcaption { font-size: 10px; padding-top: 2px }
    </style>${sections.join("")}`,
  );
  execFileSync(
    "/usr/bin/chromium",
    [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ...["--hide-scrollbars", `--window-size=${width},${height}`],
      `--user-data-dir=${join(work, "profile")}`,
      `--screenshot=${join(work, "page.png")}`,
      pathToFileURL(join(work, "page.html")).href,
    ],
    { stdio: "ignore" },
  );
  await sharp(join(work, "page.png")).png({ palette: true, quality: 90 }).toFile(PICTURE);
  rmSync(work, { recursive: true });
}
