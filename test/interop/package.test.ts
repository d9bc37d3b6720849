import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../server/http/test-server.ts";
import { type InstalledPackage, installPackage, nodeOf } from "./installed-package.ts";
import { overBudget, PACKED_BYTES, partOf } from "./package-budget.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SAMPLE = join(ROOT, "samples", "synthetic-05-effusion.dcm");
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/** Every door of the package but the file package.json. */
const DOORS = Object.keys(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).exports)
  .filter((door) => door !== "./package.json")
  .map((door) => `thorascope${door.slice(1)}`);

/** What a browser must be told of a file to use it. */
const TYPES: Readonly<Record<string, RegExp>> = {
  ".js": /^(text|application)\/javascript/,
  ".css": /^text\/css/,
  ".woff2": /^font\/woff2/,
};

const READ = `import { loadModel, readRadiograph } from "thorascope";
const model = await loadModel();
const reading = await model.read(await readRadiograph(process.argv[2]!));
`;

let user: InstalledPackage;
let servers: ChildProcess[] = [];

beforeAll(() => {
  user = installPackage();
}, 300_000);

afterAll(() => {
  for (const server of servers) server.kill("SIGKILL");
  user.remove();
});

describe.each([20, 24])("on Node %i", (major) => {
  let node: string;
  beforeAll(() => {
    node = nodeOf(major, user);
    expect(user.run(node, ["-p", "process.versions.node"])).toMatch(new RegExp(`^${major}\\.`));
  });

  test("the command line reads a radiograph, and the README's three lines read the same", () => {
    const [line = ""] = user.run(node, [user.main, "read", SAMPLE, "--json"]).split("\n");
    const { findings } = JSON.parse(line);
    expect(findings).toHaveLength(14);
    const code = READ.replace("!", "");
    writeFileSync(
      join(user.project, "read.mjs"),
      `${code}console.log(JSON.stringify(reading.findings.map(({ finding, probability }) => ({ finding, probability }))));
console.log(reading.heatmaps.data.length);
`,
    );
    const [printed = "", maps] = user.run(node, ["read.mjs", SAMPLE]).split("\n");
    expect(JSON.parse(printed)).toMatchObject(
      findings.map(({ finding, probability }: Record<string, unknown>) => ({
        finding,
        probability,
      })),
    );
    expect(Number(maps) % 14).toBe(0);
    expect(Number(maps)).toBeGreaterThanOrEqual(14 * 14 * 14);
  });

  test("every door of the package opens", () => {
    const code = `const counts = {};
for (const door of ${JSON.stringify(DOORS)}) counts[door] = Object.keys(await import(door)).length;
console.log(JSON.stringify(counts));`;
    const counts = JSON.parse(user.run(node, ["--input-type=module", "-e", code]));
    expect(Object.keys(counts)).toEqual(DOORS);
    expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  });

  test("the server sends its page with all that it needs, and reads what is uploaded", async () => {
    const data = join(user.project, `data-${major}`);
    const server = spawn(node, [user.main, "serve", "--port", "0", "--data", data], {
      cwd: user.project,
      stdio: ["ignore", "ignore", "pipe"],
    });
    servers.push(server);
    let said = "";
    server.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    const origin = await until(async () => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]);

    const page = await (await fetch(origin)).text();
    expect(page).toContain('<div id="root">');
    const assets = readdirSync(join(user.project, "node_modules/thorascope/dist/web/assets"));
    const named = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThanOrEqual(2);
    const needed = assets.filter((name) => extname(name) in TYPES);
    expect(needed).toEqual(expect.arrayContaining(named));
    for (const name of needed) {
      const { status, headers } = await fetch(`${origin}/assets/${name}`);
      expect([name, status]).toEqual([name, 200]);
      expect(headers.get("content-type")).toMatch(TYPES[extname(name)] ?? "unknown");
    }

    const form = new FormData();
    form.append("file", new Blob([readFileSync(SAMPLE)]), "effusion.dcm");
    const sent = await fetch(`${origin}/api/studies`, { method: "POST", body: form });
    expect(sent.status).toBe(201);
    const [{ id }] = JSON.parse(await sent.text()).studies;
    const read = await until(async () => {
      const study = JSON.parse(await (await fetch(`${origin}/api/studies/${id}`)).text());
      return study.images[0].reading ?? undefined;
    });
    expect(read.findings).toHaveLength(14);

    const exit = once(server, "exit");
    server.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
    servers = servers.filter((other) => other !== server);
  });
});

// Beyond the first door skipLibCheck is needed, or @types/d3: the types of Observable Plot want them.
test.each([
  ["nodenext", { module: "nodenext", skipLibCheck: true }, DOORS],
  ["bundler", { module: "esnext", moduleResolution: "bundler", skipLibCheck: true }, DOORS],
  ["all-checked", { module: "nodenext" }, ["thorascope"]],
])("strict TypeScript finds the types of doors: %s", (name, how, doors) => {
  const imports = doors.map((door, index) => `import * as door${index} from "${door}";`);
  writeFileSync(
    join(user.project, `${name}.ts`),
    `${READ}const [first] = reading.findings;
export const probability: number | null | undefined = first?.probability;
// @ts-expect-error A finding's name is one of fourteen, not any text: types are there, and not \`any\`.
export const wrong: number | undefined = first?.finding;
${imports.join("\n")}
export const doors: object[] = [${doors.map((_, index) => `door${index}`)}];
`,
  );
  const project = `tsconfig.${name}.json`;
  writeFileSync(
    join(user.project, project),
    JSON.stringify({
      compilerOptions: {
        ...how,
        target: "es2022",
        strict: true,
        noEmit: true,
        types: ["node"],
        typeRoots: [join(ROOT, "node_modules/@types")],
      },
      files: [`${name}.ts`],
    }),
  );
  // What the compiler says, if anything, is on its standard output.
  const { status, stdout } = spawnSync(process.execPath, [TSC, "-p", project], {
    cwd: user.project,
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, ""]);
});

test("the package holds what a user needs and nothing else, within its budget", () => {
  const { files, size } = user.packed;
  const unwanted = files
    .map(({ path }) => path)
    .filter(
      (path) => partOf(path) === null || /\.map$|\.test\.|\.vitepress|tsbuildinfo/.test(path),
    );
  expect(unwanted).toEqual([]);
  expect(
    files
      .map(({ path }) => path)
      .filter((path) => !path.includes("/"))
      .sort(),
  ).toEqual(["CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "package.json"]);
  expect(overBudget(files)).toEqual([]);
  expect(size).toBeLessThanOrEqual(PACKED_BYTES);
});
