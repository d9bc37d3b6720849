import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { openReaders } from "../../../src/server/readers/readers.ts";
import { pngOf } from "../files.ts";

const SAMPLE = resolve(import.meta.dirname, "../../../samples/synthetic-01-normal.png");

test("images are read in several threads, each to the same bytes, and none after they are closed", async () => {
  const readers = await openReaders({ model: null, threads: 2, seconds: 120 });
  const bytes = await readFile(SAMPLE);
  const read = () =>
    readers.read({ bytes: new Uint8Array(bytes), fileName: "a.png", anyway: false });
  const results = await Promise.all([read(), read(), read()]);
  const [first] = results;
  expect(first).toMatchObject({
    reading: { model: { sha256: expect.stringMatching(/^\w{64}$/) } },
  });
  for (const result of results) expect(result).toEqual(first);
  await readers.close();
  await expect(read()).rejects.toMatchObject({ code: "READING_FAILED" });
});

test("a reading that takes too long is stopped with the reason", async () => {
  const readers = await openReaders({ model: null, threads: 1, seconds: 0.001 });
  const image = { bytes: await pngOf(300), fileName: "a.png", anyway: true };
  await expect(readers.read(image)).rejects.toMatchObject({
    code: "READING_FAILED",
    message: expect.stringContaining("takes longer than 0.001 seconds"),
  });
  await readers.close();
});

test("a model that can't be loaded is an error at once, with the model's code", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-no-model-"));
  await expect(openReaders({ model: folder, threads: 2, seconds: 10 })).rejects.toMatchObject({
    code: "MODEL_NOT_FOUND",
  });
  await rm(folder, { recursive: true });
});
