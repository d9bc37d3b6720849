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
    if (request.kind === "bytes") {
      const bytes = await database.execProtocolRaw(request.bytes);
      return send({ kind: "bytes", connection: request.connection, bytes });
    }
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

function send(message: EmbeddedAnswer): void {
  parentPort?.postMessage(message);
}
