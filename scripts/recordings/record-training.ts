import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Recipe } from "../../src/training/recipe.ts";
import { drawCurves } from "../../src/training/run-page/curves.ts";
import { runPage } from "../../src/training/run-page/page.ts";
import { parseRunLog } from "../../src/training/run-page/run-log.ts";
import { launchChromium } from "../../test/interop/reading-room/reading-room.ts";
import { Film } from "./film.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SIZE = { width: 1100, height: 1180 };
const FRAMES = 16;

/**
 * The page of a run of recipes/quick.json while the network learns: as it was after each part of its log.
 *
 * @param run folder of a finished run; null trains one first, which takes minutes
 */
export async function recordTraining(run: string | null): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-recording-"));
  const browser = await launchChromium();
  try {
    const finished = run ?? train(join(folder, "quick"));
    const log = await readFile(join(finished, "log.jsonl"), "utf8");
    const settings: { recipe: Recipe } = JSON.parse(
      await readFile(join(finished, "recipe.json"), "utf8"),
    );
    const page = await browser.newPage({ viewport: SIZE, colorScheme: "dark" });
    const film = new Film(page);
    const lines = log.trimEnd().split("\n");
    const first = 3;
    for (let frame = 0; frame < FRAMES; frame++) {
      const count = Math.round(first + ((lines.length - first) * frame) / (FRAMES - 1));
      const seen = parseRunLog(`${lines.slice(0, count).join("\n")}\n`);
      const html = runPage({
        recipe: settings.recipe,
        inputs: {},
        environment: {},
        log: seen,
        curves: drawCurves(seen),
        now: (seen.updated ?? 0) + 1000,
      });
      await page.setContent(html);
      await film.take(frame === FRAMES - 1 ? 4000 : 600);
    }
    await film.write("training");
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

/** Trains the quick recipe. @returns the run's folder */
function train(out: string): string {
  const args = [join(ROOT, "dist/cli/main.js"), "train", "recipes/quick.json", "--out", out];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  return out;
}
