import { spawn } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluationBatches } from "../../src/dataset/loader/index.node.ts";
import { type PixelCache, preparePixelCache } from "../../src/dataset/pixel-cache.node.ts";
import { networkInput, readRadiograph } from "../../src/radiograph/index.node.ts";
import { temporaryFolder, writeRadiographs } from "./radiograph-files.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SAMPLES = ["01-normal.png", "05-effusion.dcm"].map((name) =>
  join(ROOT, "samples", `synthetic-${name}`),
);

/** Starting a thread from TypeScript takes longer than anything it does here. */
const ONE = { workers: 1 };

describe("preparePixelCache", () => {
  test("keeps what the network reads, to half an 8-bit grey, and leaves out what it refuses", async () => {
    const folder = temporaryFolder();
    const broken = join(folder, "broken.png");
    writeFileSync(broken, readFileSync(SAMPLES[0] ?? "").subarray(0, 5000));
    const [png = "", dicom = ""] = SAMPLES;
    const cache = await preparePixelCache([png, broken, dicom, join(folder, "none.png")], {
      size: 64,
      folder,
    });
    expect([...cache.rows]).toEqual([0, 2]);
    expect(cache.leftOut).toEqual([
      { path: broken, code: "TRUNCATED_FILE" },
      { path: join(folder, "none.png"), code: "FILE_UNREADABLE" },
    ]);
    const images = await imagesOf(cache);
    for (const [row, path] of [png, dicom].entries()) {
      const expected = networkInput(await readRadiograph(path), 64);
      const image = images[row] ?? new Float32Array();
      expect(image).toHaveLength(64 * 64);
      for (const [index, grey] of image.entries()) {
        expect(Math.abs(grey - (expected[index] ?? Number.NaN))).toBeLessThanOrEqual(
          0.5 / 255 + 1e-6,
        );
      }
    }
  });

  test("asks again for a file that could not be read, for no other", async () => {
    const folder = temporaryFolder();
    const paths = [...(await writeRadiographs(folder, 2)), join(folder, "none.png")];
    await preparePixelCache(paths, { ...ONE, size: 32, folder });
    const asked: number[] = [];
    const onProgress = (done: number) => asked.push(done);
    await preparePixelCache(paths, { ...ONE, size: 32, folder, onProgress });
    expect(asked).toEqual([2, 3]);
  });

  test("is exact for radiographs of 8 bits at their own size", async () => {
    const folder = temporaryFolder();
    const paths = await writeRadiographs(folder, 2);
    const images = await imagesOf(await preparePixelCache(paths, { ...ONE, size: 64, folder }));
    for (const [row, path] of paths.entries()) {
      expect(images[row]).toEqual(networkInput(await readRadiograph(path), 64));
    }
  });

  test("is used again as it is, and not for another size, order, or a file that has changed", async () => {
    const folder = temporaryFolder();
    const paths = await writeRadiographs(folder, 3);
    const first = await preparePixelCache(paths, { ...ONE, size: 32, folder });
    const written = statSync(first.file).mtimeMs;
    const steps: number[] = [];
    const again = await preparePixelCache(paths, {
      size: 32,
      folder,
      onProgress: (done) => steps.push(done),
    });
    expect(again).toEqual(first);
    expect(steps).toEqual([]);
    expect(statSync(first.file).mtimeMs).toBe(written);

    const others = [
      await preparePixelCache(paths, { ...ONE, size: 40, folder }),
      await preparePixelCache([...paths].reverse(), { ...ONE, size: 32, folder }),
    ];
    utimesSync(paths[1] ?? "", new Date(), new Date(1e12));
    others.push(await preparePixelCache(paths, { ...ONE, size: 32, folder }));
    expect(new Set([first, ...others].map(({ file }) => file)).size).toBe(4);
  });

  test("prepares anew what is damaged, cut off, or of another place in the list", async () => {
    const folder = temporaryFolder();
    const paths = await writeRadiographs(folder, 6);
    const cache = await preparePixelCache(paths, { ...ONE, size: 32, folder });
    const whole = readFileSync(cache.file);
    const record = whole.length / 6;

    const damaged = Buffer.from(whole);
    damaged[record + 7] = (damaged[record + 7] ?? 0) ^ 1;
    whole.copy(damaged, 3 * record, 4 * record, 5 * record); // record 4 in the place of 3
    writeFileSync(cache.file, damaged);
    truncateSync(cache.file, whole.length - 10);
    rmSync(cache.file.replace(/u8$/, "json"));
    const prepared: number[] = [];
    await preparePixelCache(paths, {
      ...ONE,
      size: 32,
      folder,
      onProgress: (done) => prepared.push(done),
    });
    expect(prepared).toEqual([3, 4, 5, 6]); // 1, 3 and 5 were missing
    expect(readFileSync(cache.file).equals(whole)).toBe(true);
  });

  test("goes on after kill -9, to the same bytes", async () => {
    const folder = temporaryFolder();
    const paths = await writeRadiographs(folder, 400);
    const refused = join(folder, "text.png");
    writeFileSync(refused, "no image");
    paths.splice(3, 0, refused);
    const once = await preparePixelCache(paths, { size: 64, folder: join(folder, "once") });

    const killed = join(folder, "killed");
    mkdirSync(killed);
    const script = join(folder, "prepare.mts");
    writeFileSync(
      script,
      `import { preparePixelCache } from ${JSON.stringify(join(ROOT, "src/dataset/pixel-cache.node.ts"))};
       const paths = ${JSON.stringify(paths)};
       await preparePixelCache(paths, { size: 64, folder: ${JSON.stringify(killed)}, onProgress: (done) => console.log(done) });`,
    );
    for (const moment of [5, 120, 260]) {
      expect(await killAfter(script, moment)).toBe("SIGKILL");
    }
    const started: number[] = [];
    const resumed = await preparePixelCache(paths, {
      size: 64,
      folder: killed,
      onProgress: (done) => started.push(done),
    });
    expect(started[0]).toBeGreaterThanOrEqual(260);
    expect(readFileSync(resumed.file).equals(readFileSync(once.file))).toBe(true);
    expect(resumed.leftOut).toEqual(once.leftOut);
    expect(resumed.leftOut).toHaveLength(1);
  });

  test("says what to do when the disk is full or the folder is none", async () => {
    const folder = temporaryFolder();
    const paths = await writeRadiographs(folder, 2);
    const { file } = await preparePixelCache(paths, { ...ONE, size: 32, folder });
    rmSync(file);
    rmSync(file.replace(/u8$/, "json"));
    symlinkSync("/dev/full", file); // reads as zeros, and has no room for anything
    await expect(preparePixelCache(paths, { ...ONE, size: 32, folder })).rejects.toMatchObject({
      code: "CACHE_UNWRITABLE",
      message: expect.stringContaining("ENOSPC"),
    });
    await expect(
      preparePixelCache(paths, { ...ONE, size: 32, folder: paths[0] ?? "" }),
    ).rejects.toMatchObject({
      code: "CACHE_UNWRITABLE",
    });
  });

  test("a data set that moved keeps its cache", async () => {
    const folder = temporaryFolder();
    const [path = ""] = await writeRadiographs(folder, 1);
    const moved = join(folder, "elsewhere", "00000.png");
    mkdirSync(join(folder, "elsewhere"));
    copyFileSync(path, moved);
    const { atime, mtime } = statSync(path);
    utimesSync(path, atime, mtime); // both in the same, coarser, precision
    utimesSync(moved, atime, mtime);
    const one = await preparePixelCache([path], { ...ONE, size: 32, folder });
    const other = await preparePixelCache([moved], { ...ONE, size: 32, folder });
    expect(other).toEqual(one);
  });
});

/** All radiographs of a cache. */
async function imagesOf(cache: PixelCache): Promise<Float32Array[]> {
  const images: Float32Array[] = [];
  for await (const { grey } of evaluationBatches(cache, [...cache.rows.keys()], cache.size, 1)) {
    images.push(grey);
  }
  return images;
}

/** Runs a script until it has reported so many radiographs, and kills it then. */
function killAfter(script: string, moment: number): Promise<string | number | null> {
  const child = spawn(process.execPath, ["--import", "tsx", script], { cwd: ROOT });
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  child.stdout.on("data", (text) => {
    const last = Number(String(text).trim().split("\n").at(-1));
    if (last >= moment) child.kill("SIGKILL");
  });
  return new Promise((done) =>
    child.on("exit", (code, signal) => done(signal ?? `${code}: ${errors}`)),
  );
}
