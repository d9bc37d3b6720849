import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readServerConfig, type ServerConfig } from "../../../src/server/config/index.ts";
import { checkFolder } from "../../../src/server/operation/doctor/check-folder.ts";
import { checkNode } from "../../../src/server/operation/doctor/check-runtime.ts";
import { checkTls } from "../../../src/server/operation/doctor/check-tls.ts";
import { diagnose, type Finding } from "../../../src/server/operation/index.ts";
import { openDatabase } from "../../../src/server/store/database.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { tamper } from "../audit/audit-log-cases.ts";
import { all } from "../files.ts";
import { startTestServer } from "../http/test-server.ts";
import { embeddedPlace, type TestPlace } from "../places.ts";
import { fill, keptConfig } from "./kept-store.ts";

let place: TestPlace;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-doctor-test-"));
  place = await embeddedPlace();
  const store: Store = await openStore(place.config);
  await fill(place, store);
  await store.close();
});

afterAll(async () => {
  await place?.clear();
  await rm(folder, { recursive: true, force: true });
});

const examine = (
  dataFolder: string,
  options: Readonly<Record<string, string | number>> = {},
  thorough = false,
): Promise<Finding[]> =>
  all(
    diagnose({
      sources: { environment: {}, options: { dataFolder, port: 0, ...options } },
      thorough,
    }),
  );

const wrongs = (findings: readonly Finding[]) =>
  findings
    .filter(({ state }) => state === "wrong")
    .map(({ check, message }) => `${check}: ${message}`);

/** Every file of a folder, with its bytes and times. */
async function stateOf(path: string): Promise<string[]> {
  const names = (await readdir(path, { recursive: true })).sort();
  const states = [];
  for (const name of names) {
    const { mtimeMs, mode, size } = await stat(join(path, name));
    const isFile = (await stat(join(path, name))).isFile();
    const bytes = isFile ? await readFile(join(path, name)) : "";
    states.push(
      `${name} ${mtimeMs} ${mode} ${size} ${createHash("sha256").update(bytes).digest("hex")}`,
    );
  }
  return states;
}

test("an installation in order is found so, and nothing of it is changed", async () => {
  const before = await stateOf(place.config.dataFolder);
  const findings = await examine(place.config.dataFolder, {}, true);
  expect(wrongs(findings)).toEqual([]);
  const fine = findings.filter(({ state }) => state === "fine").map(({ check }) => check);
  for (const check of [
    "Node.js",
    "configuration",
    "model",
    "data folder",
    "database",
    "files",
    "queue",
    "audit log",
  ]) {
    expect(fine).toContain(check);
  }
  expect(await stateOf(place.config.dataFolder)).toEqual(before);
});

test("deleted and damaged files, an edited audit log and given up readings are named", async () => {
  const dataFolder = join(folder, "broken");
  await cp(place.config.dataFolder, dataFolder, { recursive: true });
  const database = await openDatabase({ folder: join(dataFolder, "database") });
  await tamper(database, "update audit set actor = 'nobody' where sequence = 2");
  const { rows } = await database.run("select id from image order by id");
  const [deleted = "", flipped = "", failed = ""] = rows.map(({ id }) => String(id));
  await database.run("update image set status = 'failed', job_id = null where id = $1", [failed]);
  await database.close();
  const path = (name: string) => join(dataFolder, "objects", name.slice(0, 2), name.slice(2));
  await rm(path(deleted));
  const bytes = await readFile(path(flipped));
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(path(flipped), bytes);
  const quick = await examine(dataFolder);
  expect(wrongs(quick)).toEqual([
    `files: 1 of images or heatmaps is missing: ${deleted}.`,
    expect.stringMatching(/^audit log: entry 2 was edited/),
  ]);
  expect(quick).toContainEqual(
    expect.objectContaining({
      check: "queue",
      state: "warning",
      message: expect.stringMatching(/^1 were given up/),
    }),
  );
  const thorough = await examine(dataFolder, {}, true);
  expect(wrongs(thorough)).toContain(`files: 1 of images or heatmaps is damaged: ${flipped}.`);
});

test("a server that runs is asked from outside, and its lock is told", async () => {
  const server = await startTestServer();
  try {
    const { port } = new URL(server.origin);
    const findings = await examine(server.config.dataFolder, { port });
    expect(wrongs(findings)).toEqual([]);
    const said = findings.map(({ state, message }) => `${state} ${message}`).join("\n");
    expect(said).toContain(`fine in use by process ${process.pid}.`);
    expect(said).toContain("fine it is ready.");
    expect(said).toMatch(/skipped process \d+ has it/);
  } finally {
    await server.stop();
  }
});

test("a missing model, a port of somebody else's and a wrong setting are told", async () => {
  const other = createServer((_, response) => response.end("hello"));
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const { port } = other.address() as AddressInfo;
  const empty = join(folder, "empty");
  const findings = await examine(empty, { port, model: join(folder, "no-model") });
  other.close();
  expect(wrongs(findings)).toEqual([
    expect.stringMatching(/^model: .*no-model cannot read/),
    `port: something else than Thorascope answers at 127.0.0.1:${port}.`,
  ]);
  await expect(stat(empty)).rejects.toMatchObject({ code: "ENOENT" });
  const exposed = await examine(empty, { host: "0.0.0.0" });
  expect(wrongs(exposed)).toEqual([expect.stringMatching(/^configuration: host is 0\.0\.0\.0/)]);
  expect(checkNode("18.2.0").state).toBe("wrong");
  expect(checkNode("20.19.0").state).toBe("fine");
  expect(checkNode("100.0.0").state).toBe("fine");
});

test("a database server that does not answer is told without its password", async () => {
  const environment = { DATABASE_URL: "postgresql://reader:geheim@127.0.0.1:1/thorascope" };
  const options = { dataFolder: join(folder, "empty"), port: 0 };
  const findings = await all(diagnose({ sources: { environment, options } }));
  expect(wrongs(findings)).toEqual([
    expect.stringMatching(/^database: the PostgreSQL server cannot be used: .*ECONNREFUSED/),
  ]);
  expect(JSON.stringify(findings)).not.toContain("geheim");
});

test("an embedded database beside a PostgreSQL server, and files without one, are told with the cure", async () => {
  const environment = { DATABASE_URL: "postgresql://reader@127.0.0.1:1/thorascope" };
  const options = { dataFolder: place.config.dataFolder, port: 0 };
  expect(await all(diagnose({ sources: { environment, options } }))).toContainEqual(
    expect.objectContaining({
      check: "database",
      state: "warning",
      message: expect.stringContaining("what was done without DATABASE_URL went there"),
    }),
  );
  const dataFolder = join(folder, "files-only");
  await cp(join(place.config.dataFolder, "objects"), join(dataFolder, "objects"), {
    recursive: true,
  });
  expect(await examine(dataFolder)).toContainEqual({
    check: "database",
    state: "wrong",
    message: `${dataFolder} has files of studies, but no embedded database.`,
    cure: expect.stringContaining("DATABASE_URL"),
  });
});

test("an embedded database that knows of none of the files is told", async () => {
  const dataFolder = join(folder, "made-by-mistake");
  const object = join(dataFolder, "objects", "ab", "c".repeat(62));
  await mkdir(join(dataFolder, "objects", "ab"), { recursive: true });
  const database = await openDatabase({ folder: join(dataFolder, "database") });
  await database.close();
  await writeFile(object, "");
  await utimes(object, new Date(0), new Date(0));
  expect(wrongs(await examine(dataFolder))).toContainEqual(
    expect.stringMatching(/^files: 1 is there, and the embedded database knows of none/),
  );
});

test("a data folder that is a file, open to others, or half restored is told", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  expect(wrongs(await examine(file))).toContain(`data folder: ${file} is a file and no folder.`);
  const dataFolder = join(folder, "half");
  await mkdir(join(dataFolder, "objects"), { recursive: true });
  await writeFile(join(dataFolder, "objects", "incoming"), "");
  const config = { ...keptConfig(place), dataFolder };
  expect(wrongs(await checkFolder(config))).toEqual([
    expect.stringContaining("incoming is a file and no folder"),
  ]);
  await rm(join(dataFolder, "objects", "incoming"));
  await writeFile(join(dataFolder, "restoring"), "");
  await writeFile(join(dataFolder, "audit.key"), "");
  await chmod(join(dataFolder, "audit.key"), 0o644);
  await chmod(dataFolder, 0o755);
  const findings = await checkFolder(config);
  expect(wrongs(findings)).toEqual([
    expect.stringContaining("audit.key can be read by other users"),
    "data folder: a restore into it goes on, or was cut off.",
  ]);
  expect(findings).toContainEqual(
    expect.objectContaining({ state: "warning", cure: `chmod 700 ${dataFolder}` }),
  );
});

test("a certificate that has ended, ends soon, or has another key is told", async () => {
  const make = (name: string, days: number) => {
    const certificateFile = join(folder, `${name}.crt`);
    const keyFile = join(folder, `${name}.key`);
    const { status, stderr } = spawnSync(
      "openssl",
      // biome-ignore format: an argument a line says less
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-days", String(days), "-keyout", keyFile, "-out", certificateFile],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    return { certificateFile, keyFile };
  };
  const long = make("long", 365);
  const other = make("other", 365);
  const defaults = await readServerConfig({ environment: {} });
  const check = (tls: ServerConfig["access"]["tls"], daysLater = 0) =>
    checkTls(
      { access: { ...defaults.access, tls } },
      new Date(Date.now() + daysLater * 86_400_000),
    );
  const states = async (tls: ServerConfig["access"]["tls"], daysLater = 0) =>
    (await check(tls, daysLater)).map(({ state }) => state);
  expect(await check(null)).toEqual([]);
  expect(await states(long)).toEqual(["fine"]);
  expect(await states(long, 355)).toEqual(["warning"]);
  expect(wrongs(await check(long, 366))).toEqual([
    expect.stringMatching(/^TLS: the certificate has ended/),
  ]);
  expect(wrongs(await check(long, -2))).toEqual([expect.stringMatching(/begins only on/)]);
  expect(wrongs(await check({ ...long, keyFile: other.keyFile }))).toEqual([
    expect.stringMatching(/does not belong to the certificate/),
  ]);
  expect(wrongs(await check({ ...long, certificateFile: long.keyFile }))).toEqual([
    expect.stringMatching(/^TLS: the certificate .* cannot be read/),
  ]);
  await chmod(long.keyFile, 0o644);
  expect(wrongs(await check(long))).toEqual([expect.stringMatching(/every user of this machine/)]);
});
