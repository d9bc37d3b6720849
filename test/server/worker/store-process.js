/**
 * Takes in a folder's files, or reads what waits, or both, until it is killed: `node store-process.js TASK`, a
 * StoreTask of kill-cases.ts as JSON. Runs what was built: from sources, each start takes twice as long.
 */
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { LOCAL_ACTOR } from "../../../dist/server/actor.js";
import { auditPlaceOf, openAuditLog } from "../../../dist/server/audit/index.js";
import { openIntake } from "../../../dist/server/intake/intake.js";
import { openStore } from "../../../dist/server/store/open-store.js";
import { startWorker } from "../../../dist/server/worker/start-worker.js";

const { config, uploads, limits, threads } = JSON.parse(process.argv[2] ?? "");
const store = await openStore(config);
const place = { audit: { keyFile: null, headFile: null }, dataFolder: config.dataFolder };
const audit = await openAuditLog(auditPlaceOf(place, store.database), say);
say("open");

if (threads > 0) {
  const reading = { threads, seconds: 120 };
  await startWorker(store, { model: null, reading }, audit, pino({ level: "silent" }));
  say("reading");
}

if (uploads !== undefined) {
  const intake = openIntake(store, limits, audit);
  const files = await readdir(uploads);
  const takeSome = async () => {
    for (let fileName = files.shift(); fileName !== undefined; fileName = files.shift()) {
      const source = createReadStream(join(uploads, fileName), { highWaterMark: 1000 });
      const { accepted } = await intake.take({ source, fileName }, LOCAL_ACTOR);
      for (const { imageId } of accepted) say(imageId);
    }
  };
  await Promise.all([takeSome(), takeSome(), takeSome(), takeSome()]);
  say("taken");
}

// The worker's waits keep the process alive; without one, the database's connections may not.
setInterval(() => {}, 60_000);

function say(line) {
  process.stdout.write(`${line}\n`);
}
