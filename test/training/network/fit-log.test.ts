import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fitLog } from "../../../src/training/network/fit-log.node.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-fit-log-"));
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

test("a line of the log is of every batch since the line before, also of those that make up one step", async () => {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = fitLog({
    name: "fold-1",
    stage: "fold 1 of 1",
    batchesPerEpoch: 8,
    batchSize: 5,
    epochs: 1,
    run: {
      folder,
      log: async (entry) => void lines.push(entry),
      read: async () => null,
      write: async () => {},
      remove: async () => {},
      removeHalfWritten: async () => {},
    },
    options: {},
  });
  // Two batches a step, six seconds each: a line after the first step, another at the end of the epoch.
  const losses = [1, 2, 4, 8];
  for (const [batch, loss] of losses.entries()) {
    vi.advanceTimersByTime(6000);
    log.batch({ loss, waited: 100 * (batch + 1) });
    if (batch % 2 === 0) continue;
    const progress = { epoch: 0, step: batch === 1 ? 2 : 8, lossSum: 0, optimizerSteps: 0 };
    await log.step({ ...progress, history: [] }, { loss, rate: 0.1, gradientNorm: 3 });
  }
  expect(lines).toMatchObject([
    { step: 2, loss: 1.5, imagesPerSecond: 10 / 12, waitedMilliseconds: 300, gradientNorm: 3 },
    { step: 8, loss: 6, imagesPerSecond: 10 / 12, waitedMilliseconds: 700 },
  ]);
});
