import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { onTestFinished } from "vitest";
import { Random } from "../../src/random.ts";

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "thorascope-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes so many PNG files of random greys and returns their paths. */
export async function writeRadiographs(
  folder: string,
  count: number,
  side = 64,
): Promise<string[]> {
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const random = Random.fromSeed(index);
    const greys = Uint8Array.from({ length: side * side }, () => random.below(256));
    const path = join(folder, `${String(index).padStart(5, "0")}.png`);
    await sharp(greys, { raw: { width: side, height: side, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toFile(path);
    paths.push(path);
  }
  return paths;
}
