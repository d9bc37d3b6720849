/**
 * Makes the picture of docs/training-run.md: the page of an example run with made-up figures, photographed by
 * Debian's Chromium.
 *
 * `npx tsx scripts/make-run-page-picture.ts`
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { drawCurves } from "../src/training/run-page/curves.ts";
import { runPage } from "../src/training/run-page/page.ts";
import { parseRunLog } from "../src/training/run-page/run-log.ts";
import { EXAMPLE_RECIPE, exampleLog } from "../test/training/run-page/example-run.ts";

const PICTURE = resolve(import.meta.dirname, "../docs/images/training-run.png");
/** As much of the page as shows its state, its curves and an open table. */
const SIZE = { width: 1240, height: 1560 };

const log = parseRunLog(exampleLog("running"));
const now = (log.updated ?? 0) + 4000;
const content = { recipe: EXAMPLE_RECIPE, inputs: {}, environment: {}, log, now };
const folder = mkdtempSync(join(tmpdir(), "thorascope-picture-"));
const page = join(folder, "index.html");
writeFileSync(page, runPage({ ...content, curves: drawCurves(log) }));
execFileSync(
  "/usr/bin/chromium",
  [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ...["--hide-scrollbars", `--window-size=${SIZE.width},${SIZE.height}`],
    `--user-data-dir=${join(folder, "profile")}`,
    `--screenshot=${join(folder, "page.png")}`,
    pathToFileURL(page).href,
  ],
  { stdio: "ignore" },
);
await sharp(join(folder, "page.png")).png({ palette: true, quality: 90 }).toFile(PICTURE);
rmSync(folder, { recursive: true });
console.log(PICTURE);
