import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const SAMPLE = join(ROOT, "samples", "synthetic-05-effusion.dcm");

let project: string;

function run(command: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" };
  return execFileSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "thorascope-package-"));
  run("npm", ["pack", "--pack-destination", project], ROOT);
  const tarball = readdirSync(project).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(
    join(project, "package.json"),
    '{ "name": "user", "private": true, "type": "module" }',
  );
  run("npm", ["install", "--no-audit", "--no-fund", join(project, tarball)], project);
}, 300_000);

afterAll(() => rmSync(project, { recursive: true }));

test("the three lines of the README work in a project that installs the package, and are typed", () => {
  writeFileSync(
    join(project, "read.ts"),
    `import { loadModel, readRadiograph } from "thorascope";
const model = await loadModel();
const reading = await model.read(await readRadiograph(process.argv[2] ?? ""));
const [first] = reading.findings;
const probability: number = first?.probability ?? Number.NaN;
console.log(JSON.stringify({ finding: first?.finding, probability, maps: reading.heatmaps.data.length }));
`,
  );
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        module: "NodeNext",
        target: "ES2022",
        strict: true,
        types: ["node"],
        typeRoots: [join(ROOT, "node_modules/@types")],
        outDir: "out",
      },
      files: ["read.ts"],
    }),
  );
  run(join(ROOT, "node_modules/.bin/tsc"), ["-p", "."], project);
  const printed = JSON.parse(run(process.execPath, ["out/read.js", SAMPLE], project));
  const [line = ""] = run(
    "npx",
    ["--no-install", "thorascope", "read", SAMPLE, "--json"],
    project,
  ).split("\n");
  const expected = JSON.parse(line).findings[0];
  expect(printed).toMatchObject({ finding: expected.finding, probability: expected.probability });
  expect(printed.maps % 14).toBe(0);
  expect(printed.maps).toBeGreaterThanOrEqual(14 * 14 * 14);
});

test("the package holds what a user needs and nothing else", () => {
  const installed = join(project, "node_modules", "thorascope");
  expect(readdirSync(installed).sort()).toEqual(
    [
      "CHANGELOG.md",
      "LICENSE",
      "NOTICE",
      "README.md",
      "dist",
      "docs",
      "models",
      "package.json",
      "recipes",
      "samples",
    ].sort(),
  );
});
