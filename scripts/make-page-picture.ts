/**
 * Makes the picture of the page that `thorascope read --report` writes, photographed by Debian's Chromium.
 *
 * `node dist/cli/main.js read samples --report readings && npx tsx scripts/make-page-picture.ts`
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";

const ROOT = resolve(import.meta.dirname, "..");
const PAGE = join(ROOT, "readings", "index.html");
const PICTURE = join(ROOT, "docs", "images", "reading.png");
const SHOWN = "synthetic-06-consolidation.dcm";

const folder = mkdtempSync(join(tmpdir(), "thorascope-picture-"));
const page = readFileSync(PAGE, "utf8");
const article = page.match(new RegExp(`<article>\\s*<h2>[^<]*${SHOWN}[\\s\\S]*?</article>`))?.[0];
if (article === undefined) throw new Error(`${PAGE} does not show ${SHOWN}; write it first.`);
const alone = `${page.slice(0, page.indexOf("<main>"))}<main>${article}</main></body></html>`;
const base = `<base href="${pathToFileURL(PAGE).href}">`;
writeFileSync(join(folder, "page.html"), alone.replace("<head>", `<head>${base}`));
execFileSync(
  "/usr/bin/chromium",
  [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ...["--allow-file-access-from-files", "--hide-scrollbars", "--window-size=1240,1180"],
    `--user-data-dir=${join(folder, "profile")}`,
    `--screenshot=${join(folder, "page.png")}`,
    pathToFileURL(join(folder, "page.html")).href,
  ],
  { stdio: "ignore" },
);
const { info } = await sharp(join(folder, "page.png")).trim().toBuffer({ resolveWithObject: true });
await sharp(join(folder, "page.png"))
  .extract({ left: 0, top: 0, width: 1240, height: Math.min(1180, info.height + 48) })
  .png({ palette: true, quality: 90 })
  .toFile(PICTURE);
rmSync(folder, { recursive: true });
console.log(PICTURE);
