import { once } from "node:events";
import { Duplex } from "node:stream";
import { Worker } from "node:worker_threads";
import { workerSource } from "../../worker-source.node.ts";
import type { EmbeddedAnswer, EmbeddedRequest } from "./embedded-messages.ts";
import { StoreError } from "./errors.ts";

/** PostgreSQL's message by which a client says that it goes away. */
const TERMINATE = 0x58;

/** A PostgreSQL of our own, in a folder. */
export interface EmbeddedDatabase {
  /** Opens a connection for the driver. There is one at a time: the one before is cut off. */
  connect(): Duplex;
  close(): Promise<void>;
}

/**
 * Opens the database in a folder, which is made if it is not there. Nobody else may have it open: hold the
 * folder's lock.
 *
 * @throws StoreError STORE_UNUSABLE if the folder holds no database that can be opened.
 */
export async function openEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const worker = new Worker(workerSource("./embedded-worker.ts", import.meta.url), {
    execArgv: [],
    workerData: { folder },
  });
  const unusable = (reason: string, cause?: unknown) =>
    new StoreError(
      "STORE_UNUSABLE",
      `the embedded database in ${folder} cannot be used (${reason}). Restore a backup, or start with another folder.`,
      { folder, reason },
      { cause },
    );
  const ask = (request: EmbeddedRequest) => worker.postMessage(request);
  let current: EmbeddedConnection | null = null;
  /** Why the thread is no more; connections that are opened then fail rather than wait for ever. */
  let end: StoreError | null = null;
  await once(worker, "message").catch(async (cause: unknown) => {
    await worker.terminate();
    throw unusable(cause instanceof Error ? cause.message : String(cause), cause);
  });
  worker.on("message", (answer: EmbeddedAnswer) => {
    if (answer.kind === "bytes" && answer.connection === current?.number) {
      current.push(answer.bytes);
    }
    if (answer.kind === "failed") current?.destroy(unusable(answer.reason));
  });
  const hasEnded = (error: StoreError) => {
    end ??= error;
    current?.destroy(end);
  };
  worker.on("error", (error) => hasEnded(unusable(error.message, error)));
  worker.on("exit", () => hasEnded(unusable("its thread has ended")));
  let connections = 0;
  return {
    connect() {
      current?.destroy();
      const connection = new EmbeddedConnection(connections++, ask);
      current = connection;
      if (end !== null) connection.destroy(end);
      return connection;
    },
    async close() {
      current?.destroy();
      current = null;
      if (end !== null) return;
      ask({ kind: "close" });
      // It has closed its files by then, or has nothing to close any more.
      await Promise.race([closed(worker), once(worker, "exit")]);
      await worker.terminate();
    },
  };
}

async function closed(worker: Worker): Promise<void> {
  for (;;) {
    const [answer] = (await once(worker, "message")) as [EmbeddedAnswer];
    if (answer.kind === "closed" || answer.kind === "failed") return;
  }
}

/** What the driver takes for a socket. */
class EmbeddedConnection extends Duplex {
  readonly number: number;
  readonly #ask: (request: EmbeddedRequest) => void;

  constructor(number: number, ask: (request: EmbeddedRequest) => void) {
    super();
    this.number = number;
    this.#ask = ask;
  }

  connect(): this {
    queueMicrotask(() => this.emit("connect"));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (chunk[0] !== TERMINATE) {
      this.#ask({ kind: "bytes", connection: this.number, bytes: new Uint8Array(chunk) });
    }
    done();
  }

  /** What was written together goes together: a query's five messages are one, and so is their answer. */
  override _writev(
    chunks: readonly { readonly chunk: Buffer; readonly encoding: BufferEncoding }[],
    done: () => void,
  ): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), "utf8", done);
  }

  override _final(done: () => void): void {
    done();
    this.destroy();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#ask({ kind: "disconnected" });
    done(error);
  }
}
