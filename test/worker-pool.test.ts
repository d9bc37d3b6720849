import { afterEach, expect, test } from "vitest";
import { type PoolSize, type WorkerPool, workerPool } from "../src/worker-pool.node.ts";
import { workerSource } from "../src/worker-source.node.ts";
import type { Task } from "./pool-worker.ts";

const SOURCE = workerSource("./pool-worker.ts", import.meta.url);
const pools: WorkerPool<Task, Float32Array>[] = [];

function openPool(size: PoolSize): WorkerPool<Task, Float32Array> {
  const pool = workerPool<Task, Float32Array>(SOURCE, size);
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

const refuse = (reason: string) => new Error(`refused: ${reason}`);
const double = (value: number, milliseconds = 0) => ({
  request: { kind: "double", values: Float32Array.of(value), milliseconds } as const,
  refuse,
});

test.each([{ workers: 1 }, { workers: 2 }, { workers: 2, requestsPerWorker: 3 }])(
  "each request gets its own answer, whoever is done first: %o",
  async (size) => {
    const pool = openPool(size);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => pool.run(double(index, (index * 7) % 20))),
    );
    expect(answers.map(([value]) => value)).toEqual(Array.from({ length: 12 }, (_, i) => 2 * i));
  },
);

test("buffers are handed over where that is asked for, else copied", async () => {
  const pool = openPool({ workers: 1 });
  const copied = double(4);
  const given = double(5);
  await pool.run(copied);
  expect(copied.request.values.length).toBe(1);
  expect(await pool.run({ ...given, transfer: [given.request.values.buffer] })).toEqual(
    Float32Array.of(10),
  );
  expect(given.request.values.length).toBe(0);
});

test("a worker that dies takes its own request along, no other", async () => {
  const pool = openPool({ workers: 1 });
  const results = await Promise.allSettled([
    pool.run(double(1)),
    pool.run({ request: { kind: "die" }, refuse }),
    pool.run(double(2)),
  ]);
  expect(results).toEqual([
    { status: "fulfilled", value: Float32Array.of(2) },
    { status: "rejected", reason: new Error("refused: its thread has ended") },
    { status: "fulfilled", value: Float32Array.of(4) },
  ]);
});

test("work that takes too long is stopped and refused, what waits behind it is done", async () => {
  const pool = openPool({ workers: 1 });
  const results = await Promise.allSettled([
    pool.run({ request: { kind: "hang" }, seconds: 1, refuse }),
    pool.run(double(3)),
  ]);
  expect(results).toEqual([
    { status: "rejected", reason: new Error("refused: it takes longer than 1 seconds") },
    { status: "fulfilled", value: Float32Array.of(6) },
  ]);
});

test("closing refuses what is at work and what waits", async () => {
  const pool = openPool({ workers: 1 });
  const hanging = pool.run({ request: { kind: "hang" }, refuse });
  const waiting = pool.run(double(1));
  const settled = Promise.allSettled([hanging, waiting]);
  await pool.close();
  expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("workers that were started early do the work", async () => {
  const pool = openPool({ workers: 2 });
  pool.start();
  expect(await pool.run(double(8))).toEqual(Float32Array.of(16));
});
