import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const SAMPLE = join(ROOT, "samples", "synthetic-01-normal.png");

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "thorascope-home-"));
});

afterEach(() => rmSync(home, { recursive: true }));

/** Runs Node as on a user's own machine: ONNX Runtime keeps its telemetry back where it sees a CI. */
function runAtHome(...args: readonly string[]): number | null {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CACHE_HOME: join(home, "cache"),
    TMPDIR: home,
  };
  return spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: "utf8" }).status;
}

test("reading leaves nothing in the user's home: ONNX Runtime's telemetry never starts", () => {
  expect(runAtHome("dist/cli/main.js", "read", SAMPLE, "--quiet")).toBe(0);
  expect(readdirSync(home)).toEqual([]);
});

test("a library user's runtime sends nothing either", () => {
  const program = `import { loadModel } from ${JSON.stringify(join(ROOT, "dist/index.js"))}; await loadModel();`;
  expect(runAtHome("--input-type=module", "-e", program)).toBe(0);
  expect(readdirSync(home)).toEqual([]);
});

test("the check can see telemetry: the bare runtime does leave its traces", () => {
  const model = JSON.stringify(join(ROOT, "models/bundled/model.onnx"));
  const program = `require("onnxruntime-node").InferenceSession.create(${model})`;
  expect(runAtHome("-e", program)).toBe(0);
  expect(readdirSync(home)).not.toEqual([]);
});

test("a command line of thousands of names does not crash the runtime", () => {
  const absent = Array.from(
    { length: 3000 },
    (_, index) => `${home}/a-radiograph-that-is-absent-${index}.dcm`,
  );
  const names = absent.join(" ").length;
  expect(names).toBeGreaterThan(100_000);
  expect(runAtHome("dist/cli/main.js", "read", SAMPLE, ...absent, "--quiet", "--json")).toBe(1);
});
