import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { EmbeddedAnswer, EmbeddedRequest } from "./embedded-messages.ts";

/**
 * PostgreSQL in WebAssembly, in a thread of its own: it blocks whatever thread it is in for seconds when it
 * starts. Speaks PostgreSQL's wire protocol in messages, one after the other.
 *
 * It runs with fsync off: what is committed survives the process, but not a power cut (docs/store.md).
 */
const { folder } = workerData as { readonly folder: string };

const database = await PGlite.create({ dataDir: folder });
let before: Promise<void> = Promise.resolve();

parentPort?.on("message", (request: EmbeddedRequest) => {
  before = before.then(() => answer(request));
});
send({ kind: "ready" });

async function answer(request: EmbeddedRequest): Promise<void> {
  try {
    if (request.kind === "bytes") return await answerBytes(request.connection, request.bytes);
    if (request.kind === "disconnected") {
      // What a server does when a client goes away in the middle of a transaction.
      await database.exec("rollback");
      await database.exec("discard all");
      return;
    }
    await database.close();
    send({ kind: "closed" });
  } catch (error) {
    send({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
}

/** The first message of a connection has no type: it begins with its length, which is small. */
const STARTUP = 0;

/**
 * As a stream, because `execProtocolRaw` also parses each answer and never lets go of what it parsed: the
 * thread grew by 170 KB with each list of 50 studies.
 */
async function answerBytes(connection: number, request: Uint8Array): Promise<void> {
  if (request[0] === STARTUP) {
    return send({ kind: "bytes", connection, bytes: await database.execProtocolRaw(request) });
  }
  const parts: Uint8Array[] = [];
  // A copy: it is a window on PostgreSQL's memory, where the next answer will stand.
  await database.execProtocolRawStream(request, { onRawData: (part) => parts.push(part.slice()) });
  send({ kind: "bytes", connection, bytes: new Uint8Array(Buffer.concat(parts)) });
}

function send(message: EmbeddedAnswer): void {
  parentPort?.postMessage(message);
}
