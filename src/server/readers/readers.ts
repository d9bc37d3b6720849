import { ThorascopeError } from "../../errors.ts";
import { BUNDLED_MODEL } from "../../reading/index.node.ts";
import { workerPool } from "../../worker-pool.node.ts";
import { workerSource } from "../../worker-source.node.ts";
import { ReadingError } from "./errors.ts";
import type { MadeReading, ReaderAnswer, ReaderRequest, Reason } from "./messages.ts";

/** What came of an image: a reading, or why it is none that could be read. */
export type ReadImage = { readonly reading: MadeReading } | { readonly refusal: Reason };

/** An image to read. */
export interface ImageToRead {
  /** Handed over to a thread: empty for the caller afterwards. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly anyway: boolean;
}

/** Threads that read images: they decode and compute, the thread that asks does neither. */
export interface Readers {
  /** @throws ThorascopeError READING_FAILED, or the model's error; the image may be tried again. */
  read(image: ImageToRead): Promise<ReadImage>;
  /** Stops all threads, and what they are at fails. */
  close(): Promise<void>;
}

/** How many threads there are, and how long each may take. */
export interface ReadersOptions {
  /** The model's folder; null: the bundled one. */
  readonly model: string | null;
  readonly threads: number;
  readonly seconds: number;
}

/**
 * Opens threads that read, and loads the model in each.
 *
 * A thread reads one image at a time, as `thorascope read` does, so that a reading never depends on what came along
 * with it. Batches would save nothing: docs/store.md has the measurement.
 *
 * @throws ThorascopeError with the model's code if it can't be loaded.
 */
export async function openReaders({ model, threads, seconds }: ReadersOptions): Promise<Readers> {
  // glibc wants it loaded by the main thread first: https://sharp.pixelplumbing.com/install#worker-threads
  await import("sharp");
  const folder = model ?? BUNDLED_MODEL;
  const pool = workerPool<ReaderRequest, ReaderAnswer>(
    workerSource("./reader-thread.ts", import.meta.url),
    { workers: threads },
  );
  const refuse = (reason: string) => failed(reason);
  const load = async () => {
    const answer = await pool.run({ request: { kind: "load", folder }, refuse });
    if (answer.kind !== "loaded") throw errorFor(answer);
  };
  try {
    await Promise.all(Array.from({ length: threads }, load));
  } catch (error) {
    await pool.close();
    throw error;
  }
  let isClosed = false;
  return {
    async read({ bytes, fileName, anyway }) {
      if (isClosed) throw failed("it is being stopped");
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
      const answer = await pool.run({
        request: { kind: "read", folder, bytes: own, fileName, anyway },
        transfer: [own.buffer as ArrayBuffer],
        seconds,
        refuse,
      });
      if (answer.kind === "read") return { reading: answer.reading };
      if (answer.kind === "refused") return { refusal: answer.reason };
      throw errorFor(answer);
    },
    async close() {
      isClosed = true;
      await pool.close();
    },
  };
}

function errorFor(answer: ReaderAnswer): Error {
  if (!("reason" in answer)) return failed(`it answered ${answer.kind}`);
  const { code, message } = answer.reason;
  return new ThorascopeError(code, message);
}

function failed(reason: string): ReadingError {
  return new ReadingError(
    "READING_FAILED",
    `the thread that read it gave no answer (${reason}). See whether the machine has memory enough, or raise reading.seconds; then read it again.`,
    { reason },
  );
}
