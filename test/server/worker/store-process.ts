import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { auditPlaceOf, openAuditLog } from "../../../src/server/audit/index.ts";
import { openIntake } from "../../../src/server/intake/intake.ts";
import { openStore, type StoreConfig } from "../../../src/server/store/open-store.ts";
import { startWorker } from "../../../src/server/worker/start-worker.ts";
import { inPieces, UPLOADS } from "../files.ts";

/** What a process of the tests is to do: take in a folder's files, or read what waits, or both, until it is killed. */
export interface StoreTask {
  readonly config: StoreConfig;
  /** Each file that is safe is said in a line: its id. */
  readonly uploads?: string;
  readonly threads: number;
}

const task = JSON.parse(process.argv[2] ?? "") as StoreTask;
const store = await openStore(task.config);
const place = { audit: { keyFile: null, headFile: null }, dataFolder: task.config.dataFolder };
const audit = await openAuditLog(auditPlaceOf(place, store.database), (problem) => {
  process.stdout.write(`${problem}\n`);
});
process.stdout.write("open\n");

if (task.threads > 0) {
  const reading = { threads: task.threads, seconds: 120 };
  await startWorker(store, { model: null, reading }, audit, pino({ level: "silent" }));
  process.stdout.write("reading\n");
}

if (task.uploads !== undefined) {
  const folder = task.uploads;
  const intake = openIntake(store, UPLOADS, audit);
  const files = await readdir(folder);
  const takeSome = async () => {
    for (let fileName = files.shift(); fileName !== undefined; fileName = files.shift()) {
      const source = inPieces(await readFile(join(folder, fileName)));
      const { accepted } = await intake.take({ source, fileName }, LOCAL_ACTOR);
      for (const { imageId } of accepted) process.stdout.write(`${imageId}\n`);
    }
  };
  await Promise.all([takeSome(), takeSome(), takeSome(), takeSome()]);
  process.stdout.write("taken\n");
}

// The worker's waits keep the process alive; without one, the database's connections may not.
setInterval(() => {}, 60_000);
