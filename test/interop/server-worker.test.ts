import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../src/server/actor.ts";
import { auditPlaceOf, openAuditLog, verifyAudit } from "../../src/server/audit/index.ts";
import { openIntake } from "../../src/server/intake/intake.ts";
import { openStore } from "../../src/server/store/open-store.ts";
import { inPieces, pngOf, UPLOADS } from "../server/files.ts";
import { settled } from "../server/worker/settled.ts";
import { startPostgresql, type TestServer } from "./postgresql.ts";

const ROOT = resolve(import.meta.dirname, "../..");

let server: TestServer;
const children: ChildProcess[] = [];

beforeAll(async () => {
  server = await startPostgresql();
});

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await server?.stop();
});

/** Starts `thorascope worker` as a user would. */
function startWorkerCommand(databaseUrl: string | undefined, ...args: readonly string[]) {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, ["dist/cli/main.js", "worker", ...args], {
    cwd: ROOT,
    env: databaseUrl === undefined ? environment : { ...environment, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  return { child, said: () => said, code: once(child, "exit").then(([code]) => code as number) };
}

test("two workers share what one process takes in, log no names, and stop when asked", async () => {
  const place = await server.place();
  const { dataFolder, databaseUrl } = place.config;
  const store = await openStore(place.config);
  const files = auditPlaceOf(
    { audit: { keyFile: null, headFile: null }, dataFolder },
    store.database,
  );
  const audit = await openAuditLog(files, () => {});
  const intake = openIntake(store, UPLOADS, audit);
  const workers = [1, 2].map(() =>
    startWorkerCommand(databaseUrl ?? "", "--data", dataFolder, "--threads", "1"),
  );
  for (const { child, said } of workers) {
    while (!said().includes("Reading in 1 thread")) await once(child.stderr, "data");
  }
  for (let number = 0; number < 30; number++) {
    const source = inPieces(await pngOf(7000 + number));
    await intake.take({ source, fileName: `Doe^Jane-${number}.png` }, LOCAL_ACTOR);
  }
  await settled(store);
  for (const { child } of workers) child.kill("SIGTERM");
  expect(await Promise.all(workers.map(({ code }) => code))).toEqual([0, 0]);
  const { rows } = await store.database.run(
    "select subject, count(*)::int as count from audit where action = 'image.read' group by 1",
  );
  expect(rows).toHaveLength(30);
  expect(rows.every(({ count }) => count === 1)).toBe(true);
  for (const { said } of workers) {
    expect(said()).toContain('"msg":"read"');
    expect(said()).toContain('"msg":"stopped"');
    expect(said()).not.toContain("Doe");
  }
  await intake.close();
  await audit.close();
  expect((await verifyAudit(files)).findings).toEqual([]);
  await store.close();
  await place.clear();
});

test("processes that start at once on an empty database all get a store and one audit log", async () => {
  const place = await server.place();
  const { dataFolder } = place.config;
  const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(place.config)));
  const files = stores.map(({ database }) =>
    auditPlaceOf({ audit: { keyFile: null, headFile: null }, dataFolder }, database),
  );
  const audits = await Promise.all(files.map((one) => openAuditLog(one, () => {})));
  for (const audit of audits) {
    await audit.append({ actor: LOCAL_ACTOR, action: "server.start", subject: null });
  }
  for (const audit of audits) await audit.close();
  const [one] = files;
  if (one === undefined) throw new Error("there is no store");
  expect(await verifyAudit(one)).toMatchObject({ entries: 4, findings: [] });
  for (const store of stores) {
    expect(await store.queue.counts()).toEqual({ waiting: 0, active: 0 });
    await store.close();
  }
  await place.clear();
});

test("a worker whose connections are cut goes on, and nothing is lost or read twice", async () => {
  const place = await server.place();
  const { dataFolder, databaseUrl } = place.config;
  // The tests' own connections are left alone.
  const store = await openStore({
    ...place.config,
    databaseUrl: `${databaseUrl}?application_name=test`,
    reading: { retries: 20 },
  });
  const files = auditPlaceOf(
    { audit: { keyFile: null, headFile: null }, dataFolder },
    store.database,
  );
  const audit = await openAuditLog(files, () => {});
  const intake = openIntake(store, UPLOADS, audit);
  const { child, said, code } = startWorkerCommand(databaseUrl ?? "", "--data", dataFolder);
  while (!said().includes("Reading in 1 thread")) await once(child.stderr, "data");
  for (let number = 0; number < 20; number++) {
    const source = inPieces(await pngOf(8000 + number));
    await intake.take({ source, fileName: `${number}.png` }, LOCAL_ACTOR);
    if (number % 5 !== 4) continue;
    await store.database.run(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'test'",
    );
  }
  await settled(store);
  child.kill("SIGTERM");
  expect(await code).toBe(0);
  const { rows } = await store.database.run(
    "select subject, count(*)::int as count from audit where action = 'image.read' group by 1",
  );
  expect(rows).toHaveLength(20);
  expect(rows.every(({ count }) => count === 1)).toBe(true);
  await intake.close();
  await audit.close();
  await store.close();
  await place.clear();
});

test("without a PostgreSQL server, or without threads, a worker says what is missing", async () => {
  const embedded = startWorkerCommand(undefined);
  expect(await embedded.code).toBe(2);
  expect(embedded.said()).toContain("set DATABASE_URL");
  const idle = startWorkerCommand("postgresql://127.0.0.1:1/nothing", "--threads", "0");
  expect(await idle.code).toBe(2);
  const unreachable = startWorkerCommand("postgresql://127.0.0.1:1/nothing", "--threads", "1");
  expect(await unreachable.code).toBe(1);
  expect(unreachable.said()).toContain("STORE_UNUSABLE");
});
