import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openRadiographWorkers,
  prepareRadiograph,
  type RadiographWorkers,
  RefusedRadiographError,
} from "../../src/radiograph/index.node.ts";

const SAMPLES = resolve(import.meta.dirname, "../../samples");
const SIZE = 64;
const files = readdirSync(SAMPLES)
  .filter((name) => /\.(png|dcm)$/.test(name))
  .map((name) => join(SAMPLES, name));

let folder: string;
let workers: RadiographWorkers;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-workers-"));
  const opened = await openRadiographWorkers(1000, 4);
  if (opened === null) throw new Error("A thousand files are worth workers.");
  workers = opened;
});
afterAll(async () => {
  await workers.close();
  rmSync(folder, { recursive: true });
});

describe("radiographs read in other threads", () => {
  it("are the same as those read in this one", async () => {
    const elsewhere = await Promise.all(files.map((file) => workers.prepare(file, SIZE)));
    for (const [index, file] of files.entries()) {
      const here = await prepareRadiograph(file, SIZE);
      expect(isDeepStrictEqual(elsewhere[index], here), file).toBe(true); // toEqual takes minutes
    }
  });

  it("are refused with the same error: class, code, message, fields, cause", async () => {
    const whole = readFileSync(files.find((file) => file.endsWith(".dcm")) ?? "");
    const damaged = { "cut.dcm": whole.subarray(0, 5000), "text.png": Buffer.from("no image") };
    for (const [name, bytes] of Object.entries(damaged)) writeFileSync(join(folder, name), bytes);
    for (const name of [...Object.keys(damaged), "missing.png"]) {
      const here = await prepareRadiograph(join(folder, name), SIZE).catch((error) => error);
      const there = await workers.prepare(join(folder, name), SIZE).catch((error) => error);
      expect(here).toBeInstanceOf(RefusedRadiographError);
      expect(there).toBeInstanceOf(RefusedRadiographError);
      for (const key of ["name", "code", "message", "fields"] as const) {
        expect(there[key]).toEqual(here[key]);
      }
      expect(there.cause?.message).toBe(here.cause?.message);
    }
  });
});

it.each([
  [1, 64],
  [1000, 2],
])("%i files on %i processors are worth no thread", async (count, processors) => {
  expect(await openRadiographWorkers(count, processors)).toBeNull();
});
