import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditPlaceOf, openAuditLog, verifyAudit } from "../../../src/server/audit/index.ts";
import { openStore, type Store, type StoreConfig } from "../../../src/server/store/open-store.ts";
import { startWorker } from "../../../src/server/worker/start-worker.ts";
import { pngOf, UPLOADS } from "../files.ts";
import type { MakePlace, TestPlace } from "../places.ts";
import { settled } from "./settled.ts";

const PROCESS = join(import.meta.dirname, "store-process.js");

/** What a process of the tests is to do: take in a folder's files, or read what waits, or both, until it is killed. */
interface StoreTask {
  readonly config: StoreConfig;
  /** Each file that is safe is said in a line: its id. */
  readonly uploads?: string;
  readonly threads: number;
}

/** How much is sent, and when. */
export interface KillPlan {
  /** Files that are sent, in all. */
  readonly files: number;
  /** Each process is killed after it has acknowledged so many more. */
  readonly killedAfter: readonly number[];
}

/** As the issue of the service has it: 200 uploads, and processes killed in the middle. */
export const TWO_HUNDRED: KillPlan = { files: 200, killedAfter: [20, 47, 1, 60] };

/** Processes of an embedded store take seconds to start, more where others compute too. */
const PATIENCE_MILLISECONDS = 600_000;

/** What holds when processes are killed at any moment, on a store of any kind. */
export function killCases(
  kind: string,
  makePlace: MakePlace,
  { files, killedAfter }: KillPlan,
): void {
  describe(`kill -9 on the ${kind} store`, () => {
    const children: ChildProcess[] = [];
    let uploads: string;
    let place: TestPlace;

    beforeAll(async () => {
      uploads = await mkdtemp(join(tmpdir(), "thorascope-uploads-"));
      for (let number = 0; number < files; number++) {
        await writeFile(join(uploads, `${number}.png`), await pngOf(1000 + number));
      }
    });

    afterEach(async () => {
      for (const child of children.splice(0)) child.kill("SIGKILL");
      await place?.clear();
    });

    afterAll(async () => {
      await rm(uploads, { recursive: true, force: true });
    });

    const start = (task: StoreTask) => {
      const whole = JSON.stringify({ ...task, limits: UPLOADS });
      const child = spawn(process.execPath, [PROCESS, whole], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.push(child);
      return child;
    };

    test(
      "every acknowledged upload is there and gets read once, whatever was killed meanwhile",
      async () => {
        place = await makePlace();
        const config: StoreConfig = { ...place.config, reading: { retries: 10 } };
        const acknowledged = new Set<string>();
        for (const count of killedAfter) {
          const child = start({ config, uploads, threads: 1 });
          let more = 0;
          for await (const line of linesOf(child)) {
            if (!/^[0-9a-f]{64}$/.test(line)) continue;
            if (!acknowledged.has(line)) more++;
            acknowledged.add(line);
            // Where all of it was sent before, there are no more.
            if (more >= count) break;
          }
          await kill(child);
        }
        const last = start({ config, uploads, threads: 0 });
        for await (const line of linesOf(last)) {
          if (/^[0-9a-f]{64}$/.test(line)) acknowledged.add(line);
          if (line === "taken") break;
        }
        await kill(last);
        expect(acknowledged.size).toBe(files);
        await expectAllReadOnce(config, [...acknowledged]);
      },
      PATIENCE_MILLISECONDS,
    );

    test(
      "what was in hand of a killed process is given to others",
      async () => {
        place = await makePlace();
        const config: StoreConfig = { ...place.config, reading: { retries: 10 } };
        const sender = start({ config, uploads, threads: 0 });
        const ids: string[] = [];
        for await (const line of linesOf(sender)) {
          if (/^[0-9a-f]{64}$/.test(line)) ids.push(line);
          if (line === "taken") break;
        }
        await kill(sender);
        const one = start({ config, threads: 2 });
        await said(one, "reading");
        const other = config.databaseUrl === null ? null : start({ config, threads: 1 });
        if (other !== null) await said(other, "reading");
        await wait(1000);
        await kill(one);
        if (other !== null) await waitUntilRead(config, ids.length);
        if (other !== null) await kill(other);
        await expectAllReadOnce(config, ids);
      },
      PATIENCE_MILLISECONDS,
    );
  });
}

async function* linesOf({ stdout }: ChildProcess): AsyncGenerator<string> {
  if (stdout === null) throw new Error("its output is not piped");
  yield* createInterface(stdout);
}

async function said(child: ChildProcess, word: string): Promise<void> {
  for await (const line of linesOf(child)) if (line === word) return;
  throw new Error(`it ended without saying ${word}`);
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** Waits, from outside, until other processes have settled so many images. */
async function waitUntilRead(config: StoreConfig, count: number): Promise<void> {
  const store = await openStore(config);
  try {
    for (;;) {
      const { settled: done } = await store.database.queries
        .selectFrom("image")
        .select(({ fn }) => fn.countAll().as("settled"))
        .where("status", "in", ["read", "refused"])
        .executeTakeFirstOrThrow();
      if (Number(done) === count) return;
      await wait(200);
    }
  } finally {
    await store.close();
  }
}

/** Reads what is left, and counts. */
async function expectAllReadOnce(config: StoreConfig, ids: readonly string[]): Promise<void> {
  const store = await openStore(config);
  const reading = { threads: 1, seconds: 120 };
  const log = pino({ level: "silent" });
  const files = { audit: { keyFile: null, headFile: null }, dataFolder: config.dataFolder };
  const place = auditPlaceOf(files, store.database);
  const audit = await openAuditLog(place, () => {});
  const worker = await startWorker(store, { model: null, reading }, audit, log);
  try {
    await settled(store);
    await expectWhole(store, ids);
  } finally {
    await worker.stop(30);
    await audit.close();
  }
  expect((await verifyAudit(place)).findings).toEqual([]);
  await store.close();
  // Nothing half-written is left where objects lie; leftovers of the killed may stay where they came in.
  const folders = await readdir(join(config.dataFolder, "objects"));
  expect(folders.filter((name) => !/^[0-9a-f]{2}$|^incoming$/.test(name))).toEqual([]);
}

async function expectWhole({ database, objects, queue }: Store, ids: readonly string[]) {
  const images = await database.queries.selectFrom("image").selectAll().execute();
  expect(images.map(({ id }) => id).sort()).toEqual([...ids].sort());
  // Noise: the model's gate refuses it.
  expect(new Set(images.map(({ status }) => status))).toEqual(new Set(["refused"]));
  expect(images.filter(({ job_id }) => job_id !== null)).toEqual([]);
  for (const { id } of images) {
    const bytes = await objects.read(id);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(id);
  }
  expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
  // Uploaded once and read once each, as the log says that is written together with what it is about.
  for (const action of ["image.upload", "image.read"]) {
    const { rows } = await database.run(
      "select subject from audit where action = $1 and detail->>'isNew' is distinct from 'false'",
      [action],
    );
    expect(rows.map(({ subject }) => subject).sort()).toEqual([...ids].sort());
  }
}
