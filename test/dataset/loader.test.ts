import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AugmentationSettings } from "../../src/dataset/augmentation/index.ts";
import { JobWorker } from "../../src/dataset/job-worker.node.ts";
import {
  evaluationBatches,
  type LoaderOptions,
  openLoader,
} from "../../src/dataset/loader/index.node.ts";
import { type PixelCache, preparePixelCache } from "../../src/dataset/pixel-cache.node.ts";
import { shuffledOrder } from "../../src/dataset/sampling.ts";
import { temporaryFolder, writeRadiographs } from "./radiograph-files.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const COUNT = 23;
const SIZE = 32;
const NAN = Number.NaN;
const EVERYTHING: AugmentationSettings = {
  rotation: 10,
  translation: 0.1,
  scale: 0.1,
  crop: 0.1,
  horizontalFlip: 0.5,
  blur: 1,
  sharpness: 0.2,
  brightness: 0.1,
  contrast: 0.2,
  gamma: 0.2,
  noise: 0.05,
  cutout: 0.2,
  mixup: { alpha: 0.4 },
};
/** The first column tells which radiograph it is, the second is unknown for every third. */
const targets = {
  rows: COUNT,
  columns: 2,
  data: Float32Array.from({ length: 2 * COUNT }, (_, index) =>
    index % 2 === 0 ? index / 2 : index % 3 === 0 ? NAN : 1,
  ),
};
const everyRow = [...Array(COUNT).keys()];

let cache: PixelCache;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-loader-"));
  const paths = await writeRadiographs(folder, COUNT);
  cache = await preparePixelCache(paths, { size: SIZE, folder, workers: 1 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function optionsFor(changed: Partial<LoaderOptions> = {}): LoaderOptions {
  return {
    cache,
    inputSize: 40,
    targets,
    augmentation: EVERYTHING,
    batchSize: 4,
    seed: 11,
    workers: 0,
    order: shuffledOrder(everyRow, 11),
    ...changed,
  };
}

/** Hashes of so many batches from a place on, with the place. */
async function hashes(
  options: LoaderOptions,
  from: { epoch: number; step: number },
  count: number,
) {
  const loader = openLoader(options);
  const seen: string[] = [];
  try {
    for await (const { epoch, step, grey, targets } of loader.batches(from)) {
      const hash = createHash("sha256").update(grey).update(targets).digest("hex");
      seen.push(`${epoch}/${step} ${hash}`);
      if (seen.length === count) break;
    }
  } finally {
    await loader.close();
  }
  return seen;
}

describe("openLoader", () => {
  test("gives the same bytes with 0, 1 and 3 workers, and from any step on, over epochs", async () => {
    const own = await hashes(optionsFor(), { epoch: 0, step: 0 }, 13);
    expect(own.map((line) => line.split(" ")[0])).toEqual([
      ...["0/0", "0/1", "0/2", "0/3", "0/4"],
      ...["1/0", "1/1", "1/2", "1/3", "1/4"],
      ...["2/0", "2/1", "2/2"],
    ]);
    expect(new Set(own.map((line) => line.split(" ")[1])).size).toBe(13);
    expect(await hashes(optionsFor({ workers: 1 }), { epoch: 0, step: 0 }, 13)).toEqual(own);
    expect(await hashes(optionsFor({ workers: 3 }), { epoch: 0, step: 3 }, 10)).toEqual(
      own.slice(3),
    );
    expect(await hashes(optionsFor(), { epoch: 1, step: 2 }, 4)).toEqual(own.slice(7, 11));
    // The end of an epoch is the beginning of the next.
    expect(await hashes(optionsFor(), { epoch: 0, step: 5 }, 8)).toEqual(own.slice(5));
    expect(await hashes(optionsFor({ seed: 12 }), { epoch: 0, step: 0 }, 1)).not.toEqual(
      own.slice(0, 1),
    );
  });

  test("gives each radiograph of the order its pixels and targets, and drops what fills no batch", async () => {
    const order = shuffledOrder(everyRow, 3);
    const images = await everyImage();
    const loader = openLoader(optionsFor({ augmentation: {}, inputSize: SIZE, order, workers: 1 }));
    const rows: number[] = [];
    for await (const { epoch, grey, targets: labels } of loader.batches({ epoch: 4, step: 0 })) {
      if (epoch > 4) break;
      for (let image = 0; image < 4; image++) {
        const row = labels[2 * image] ?? NAN;
        rows.push(row);
        expect(labels[2 * image + 1]).toEqual(targets.data[2 * row + 1]);
        expect(grey.slice(image * SIZE ** 2, (image + 1) * SIZE ** 2)).toEqual(images[row]);
      }
    }
    await loader.close();
    expect(rows).toEqual([...order(4).slice(0, 20)]);
  });

  test("varies a radiograph in another way each time: in a batch, from step to step, from epoch to epoch", async () => {
    const order = () => new Uint32Array(8).fill(7);
    const loader = openLoader(
      optionsFor({ order, augmentation: { rotation: 10 }, inputSize: SIZE }),
    );
    const images = new Set<string>();
    for await (const { epoch, grey } of loader.batches({ epoch: 0, step: 0 })) {
      if (epoch === 3) break;
      for (let image = 0; image < 4; image++) {
        images.add(grey.slice(image * SIZE ** 2, (image + 1) * SIZE ** 2).join());
      }
    }
    await loader.close();
    expect(images.size).toBe(3 * 8);
  });

  test("goes on where a loop was left, and elsewhere if asked, with batches that were prepared ahead", async () => {
    const expected = await hashes(optionsFor(), { epoch: 0, step: 0 }, 10);
    const loader = openLoader(optionsFor({ workers: 2 }));
    const take = async (from: { epoch: number; step: number }, count: number) => {
      const seen: string[] = [];
      for await (const { epoch, step, grey, targets } of loader.batches(from)) {
        seen.push(
          `${epoch}/${step} ${createHash("sha256").update(grey).update(targets).digest("hex")}`,
        );
        if (seen.length === count) return seen;
      }
      return seen;
    };
    expect(await take({ epoch: 0, step: 0 }, 5)).toEqual(expected.slice(0, 5));
    expect(await take({ epoch: 1, step: 0 }, 2)).toEqual(expected.slice(5, 7));
    expect(await take({ epoch: 0, step: 1 }, 6)).toEqual(expected.slice(1, 7));
    await loader.close();
  });

  test("measures how long the consumer waited", async () => {
    const loader = openLoader(optionsFor({ workers: 1 }));
    for await (const { waitedMilliseconds } of loader.batches({ epoch: 0, step: 0 })) {
      expect(waitedMilliseconds).toBeGreaterThan(0); // the worker has only just been started
      break;
    }
    await loader.close();
  });

  test.each([0, 2])(
    "a damaged or missing row ends the loop with its reason, %d workers",
    async (workers) => {
      const bytes = readFileSync(cache.file);
      const file = join(temporaryFolder(), "pixels");
      const record = bytes.length / COUNT;
      const spoilt = Buffer.from(bytes);
      spoilt[9 * record + 5] = 255 - (spoilt[9 * record + 5] ?? 0);
      for (const content of [spoilt, bytes.subarray(0, 9 * record + 100)]) {
        writeFileSync(file, content);
        const order = () => Uint32Array.from(everyRow);
        const options = optionsFor({ cache: { ...cache, file }, workers, order });
        await expect(hashes(options, { epoch: 0, step: 0 }, 5)).rejects.toMatchObject({
          name: "DatasetError",
          code: "CACHE_DAMAGED",
          message: expect.stringContaining("position 9 "),
          fields: { file, position: 9 },
        });
      }
      const gone = { ...cache, file: `${file}-gone` };
      expect(() => openLoader(optionsFor({ cache: gone, workers }))).toThrow(
        expect.objectContaining({ code: "FILE_UNREADABLE" }),
      );
    },
  );

  test("refuses what does not fit together", async () => {
    const refused: Partial<LoaderOptions>[] = [
      { batchSize: 0 },
      { batchSize: 2.5 },
      { workers: -1 },
      { inputSize: 0 },
      { targets: { rows: COUNT - 1, columns: 2, data: new Float32Array(2 * COUNT - 2) } },
      { targets: { rows: COUNT, columns: 3, data: targets.data } },
    ];
    for (const changed of refused) {
      expect(() => openLoader(optionsFor(changed))).toThrow(
        expect.objectContaining({ code: "BATCHES_INVALID" }),
      );
    }
    expect(() => openLoader(optionsFor({ augmentation: { noise: 5 } }))).toThrow(
      expect.objectContaining({ code: "AUGMENTATION_INVALID" }),
    );
    const late: [Partial<LoaderOptions>, number][] = [
      [{ order: () => Uint32Array.from([0, 1, 2]) }, 0],
      [{ order: () => Uint32Array.from([0, 1, 2, COUNT]) }, 0],
      [{ stepsPerEpoch: 6 }, 0],
      [{}, 6],
    ];
    for (const [changed, step] of late) {
      await expect(hashes(optionsFor(changed), { epoch: 0, step }, 1)).rejects.toMatchObject({
        code: "BATCHES_INVALID",
      });
    }
  });

  test("makes fewer batches of an epoch if told so", async () => {
    const places = (await hashes(optionsFor({ stepsPerEpoch: 3 }), { epoch: 0, step: 2 }, 3)).map(
      (line) => line.split(" ")[0],
    );
    expect(places).toEqual(["0/2", "1/0", "1/1"]);
  });
});

describe("evaluationBatches", () => {
  test("keeps the order, fills up the last batch with zeros, and says how many count", async () => {
    const images = await everyImage();
    const rows = [5, 0, 22, 5, 9];
    const seen: Float32Array[] = [];
    const counts: number[] = [];
    for await (const { grey, count } of evaluationBatches(cache, rows, SIZE, 3)) {
      expect(grey).toHaveLength(3 * SIZE ** 2);
      counts.push(count);
      for (let image = 0; image < count; image++) {
        seen.push(grey.slice(image * SIZE ** 2, (image + 1) * SIZE ** 2));
      }
      expect(grey.subarray(count * SIZE ** 2).every((value) => value === 0)).toBe(true);
    }
    expect(counts).toEqual([3, 2]);
    expect(seen).toEqual(rows.map((row) => images[row]));
    await expect(evaluationBatches(cache, [COUNT], SIZE, 3).next()).rejects.toMatchObject({
      code: "BATCHES_INVALID",
    });
  });
});

describe("a worker that ends by itself", () => {
  const source = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const port = 'import { parentPort } from "node:worker_threads"; parentPort.on("message", ';

  test.each([
    ["exits", `${port} () => process.exit(3));`, "exit code 3"],
    ["throws", `${port} () => { throw new Error("out of luck"); });`, "out of luck"],
    ["cannot be started", 'throw new Error("no such module");', "no such module"],
  ])("fails the jobs that wait for it, and later ones: %s", async (_, code, reason) => {
    const worker = new JobWorker<number, number>(source(code), null);
    const jobs = [worker.run(1), worker.run(2)];
    for (const job of jobs) {
      await expect(job).rejects.toMatchObject({
        code: "WORKER_DIED",
        message: expect.stringContaining(reason),
      });
    }
    await expect(worker.run(3)).rejects.toMatchObject({ code: "WORKER_DIED" });
    await worker.close();
  });
});

test("closing a worker ends before the process does, although its last answers come meanwhile", () => {
  const script = join(folder, "close.mts");
  const echo = `import { parentPort } from "node:worker_threads";
    parentPort.on("message", ({ id }) => parentPort.postMessage({ id, answer: id }));`;
  writeFileSync(
    script,
    `import { JobWorker } from ${JSON.stringify(join(ROOT, "src/dataset/job-worker.node.ts"))};
     const worker = new JobWorker(new URL(${JSON.stringify(`data:text/javascript,${encodeURIComponent(echo)}`)}), null);
     await worker.run(0);
     worker.run(1).catch(() => {});
     for (const end = performance.now() + 100; performance.now() < end; ); // the answer waits meanwhile
     await worker.close();
     console.log("closed");`,
  );
  const run = spawnSync(process.execPath, ["--import", "tsx", script], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect(run).toMatchObject({ status: 0, stdout: "closed\n", stderr: "" });
});

async function everyImage(): Promise<Float32Array[]> {
  const images: Float32Array[] = [];
  for await (const { grey } of evaluationBatches(cache, everyRow, SIZE, 1)) images.push(grey);
  return images;
}
