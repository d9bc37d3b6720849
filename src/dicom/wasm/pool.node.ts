import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";
import { workerPool } from "../../worker-pool.node.ts";
import { workerSource } from "../../worker-source.node.ts";
import type { Codestream, DecodeCodestream } from "../codestream/decode.ts";
import { DicomError } from "../errors.ts";
import type { Answer } from "./worker.node.ts";

/** Workers beyond this would wait for memory rather than for processors. */
const MOST_WORKERS = 4;

/** A thread that decodes whole files is one of several; one worker beside each is enough. */
const WORKERS = isMainThread ? Math.min(MOST_WORKERS, availableParallelism()) : 1;

/** The code of a worker. */
const WORKER = workerSource("./worker.node.ts", import.meta.url);

/**
 * Decodes codestreams in worker threads, so that a decoder can neither block the event loop nor hang: one
 * that takes longer than its image can need is stopped with its thread.
 */
export function decodeInWorkers(timeLimit = timeLimitOf): DecodeCodestream {
  const pool = workerPool<Codestream, Answer>(WORKER, { workers: WORKERS });
  return async (codestream) => {
    const bytes = new Uint8Array(codestream.bytes); // slice() of a Buffer would not copy
    const answer = await pool.run({
      request: { ...codestream, bytes },
      transfer: [bytes.buffer],
      seconds: timeLimit(codestream),
      refuse: (reason) => undecodable(codestream, reason),
    });
    if ("decoded" in answer) return answer.decoded;
    throw undecodable(codestream, answer.failure);
  };
}

/** Seconds that decoding may take: many times what the slowest machine needs for so many pixels. */
function timeLimitOf({ rows, columns }: Codestream): number {
  return Math.ceil(10 + (rows * columns) / 1e6);
}

/** The error for a codestream that its decoder cannot decode. */
function undecodable({ format }: Codestream, reason: string): DicomError {
  const name = format === "jpeg-ls" ? "JPEG-LS" : "JPEG 2000";
  return new DicomError(
    "CORRUPT_IMAGE",
    `its ${name} stream cannot be decoded (${reason}). Export the image again.`,
    { format, reason },
  );
}
