import { expect, test } from "vitest";
import { thorascope } from "./run-command.ts";

test("batches may be prepared by no thread of their own, but something must compute", () => {
  const loaders = thorascope("train", "nowhere.json", "--loaders", "0");
  expect([loaders.code, loaders.stderr]).toEqual([1, expect.stringContaining("nowhere.json")]);
  const threads = thorascope("train", "nowhere.json", "--threads", "0");
  expect([threads.code, threads.stderr]).toEqual([2, expect.stringContaining("--threads")]);
});
