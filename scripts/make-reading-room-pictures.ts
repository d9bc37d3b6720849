/**
 * Makes the pictures of the reading room in docs/images/: a built server with synthetic radiographs alone, seen by
 * Debian's Chromium.
 *
 * `npm run build && npx tsx scripts/make-reading-room-pictures.ts`
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { generateRadiographs } from "../src/dataset/generated/index.node.ts";
import { SAMPLES, startReadingRoom } from "../test/interop/reading-room/reading-room.ts";

const PICTURES = resolve(import.meta.dirname, "../docs/images");
const SEED = 20261130;
const PATIENTS = 8;

/** The study that is opened, and the finding whose heatmap is shown. */
const SHOWN = "SYNTHETIC, FINN";

const folder = await mkdtemp(join(tmpdir(), "thorascope-pictures-"));
const drawn = join(folder, "drawn");
await generateRadiographs({ seed: SEED, patients: PATIENTS, heldOutPatients: 0, size: 768 }, drawn);
const pngs = (await readdir(drawn, { recursive: true })).filter((name) => name.endsWith(".png"));
const samples = (await readdir(SAMPLES)).map((name) => join(SAMPLES, name));
const turned = join(folder, "turned.png");
await sharp(join(SAMPLES, "synthetic-01-normal.png")).rotate(90).png().toFile(turned);
const files = [...samples, turned, ...pngs.map((name) => join(drawn, name))];

const room = await startReadingRoom({ files });
const { page } = room;
try {
  await page.reload();
  await page.getByRole("link", { name: SHOWN }).first().waitFor();
  await keep(page, "reading-room-worklist");
  await page.getByRole("link", { name: SHOWN }).first().click();
  await page.locator("[data-finding]").first().click();
  await page.waitForTimeout(3000);
  await keep(page, "reading-room-study");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(2000);
  await keep(page, "reading-room-phone");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate('localStorage.setItem("thorascope.language", "ar")');
  await page.reload();
  await page.locator("[data-finding]").first().click();
  await page.waitForTimeout(3000);
  await keep(page, "reading-room-arabic");
} finally {
  await room.close();
  await rm(folder, { recursive: true });
}

/** As WebP: a radiograph as PNG is several times as large. */
async function keep(page: Page, name: string): Promise<void> {
  const path = join(PICTURES, `${name}.webp`);
  await sharp(await page.screenshot())
    .webp({ quality: 82 })
    .toFile(path);
  console.log(path);
}
