import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** What README promises of `recipes/quick.json`, as it is: two to four minutes. */
const ROOT = resolve(import.meta.dirname, "../..");
const CLI = join(ROOT, "dist/cli/main.js");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-quick-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function thorascope(...args: string[]): string {
  return execFileSync(process.execPath, [CLI, ...args], { encoding: "utf8", stdio: "pipe" });
}

test("the quick recipe learns what patients that it never saw have, and leaves a model that reads", () => {
  const run = join(folder, "run");
  thorascope("train", join(ROOT, "recipes/quick.json"), "--out", run, "--quiet");
  const best = join(run, "best");
  const { evaluation } = JSON.parse(readFileSync(join(best, "model.json"), "utf8"));
  expect(evaluation.heldOut.patients).toBe(100);
  expect(evaluation.heldOut.meanAuroc.findings).toBeGreaterThan(5);
  expect(evaluation.heldOut.meanAuroc.interval.low).toBeGreaterThan(0.6);
  const read = thorascope(
    "read",
    join(ROOT, "samples/synthetic-05-effusion.dcm"),
    "--model",
    best,
    "--json",
  );
  expect(JSON.parse(read).findings).toHaveLength(14);
}, 900_000);
