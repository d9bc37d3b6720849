import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Codestream, DecodeCodestream } from "../codestream/decode.ts";
import { DicomError } from "../errors.ts";
import type { Answer } from "./worker.node.ts";

/** A codestream that waits for a worker. */
interface Job {
  readonly codestream: Codestream;
  readonly resolve: (decoded: Uint8Array) => void;
  readonly reject: (error: DicomError) => void;
}

/** Workers beyond this would wait for memory rather than for processors. */
const MOST_WORKERS = 4;

/**
 * Decodes codestreams in worker threads, so that a decoder can neither block the event loop nor hang: one
 * that takes longer than its image can need is stopped with its thread.
 *
 * Workers start when first needed, stay for the next codestreams, and do not keep the process alive.
 */
export function decodeInWorkers(timeLimit = timeLimitOf): DecodeCodestream {
  const most = Math.min(MOST_WORKERS, availableParallelism());
  const idle: Worker[] = [];
  const waiting: Job[] = [];
  let workers = 0;

  const assign = () => {
    while (waiting.length > 0 && (idle.length > 0 || workers < most)) {
      const job = waiting.shift();
      const worker = idle.pop() ?? startWorker();
      if (job !== undefined) work(worker, job);
    }
  };
  const startWorker = () => {
    const worker = new Worker(WORKER, { execArgv: [] });
    workers++;
    worker.on("error", () => {}); // of an idle worker nobody else hears
    worker.on("exit", () => {
      workers--;
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      assign();
    });
    return worker;
  };
  const work = (worker: Worker, { codestream, resolve, reject }: Job) => {
    const seconds = timeLimit(codestream);
    const finish = (isUsable: boolean) => {
      clearTimeout(timer);
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.unref();
      if (isUsable) idle.push(worker);
      else void worker.terminate();
      assign();
    };
    const onMessage = (answer: Answer) => {
      finish(true);
      if ("decoded" in answer) resolve(answer.decoded);
      else reject(undecodable(codestream, answer.failure));
    };
    const onError = (error: Error) => {
      finish(false);
      reject(undecodable(codestream, error.message));
    };
    const timer = setTimeout(() => {
      finish(false);
      reject(undecodable(codestream, `it takes longer than ${seconds} seconds`));
    }, seconds * 1000);
    worker.ref();
    worker.on("message", onMessage);
    worker.on("error", onError);
    const bytes = new Uint8Array(codestream.bytes); // slice() of a Buffer would not copy
    worker.postMessage({ ...codestream, bytes }, [bytes.buffer]);
  };

  return (codestream) =>
    new Promise((resolve, reject) => {
      waiting.push({ codestream, resolve, reject });
      assign();
    });
}

/** Seconds that decoding may take: many times what the slowest machine needs for so many pixels. */
function timeLimitOf({ rows, columns }: Codestream): number {
  return Math.ceil(10 + (rows * columns) / 1e6);
}

/** Where a worker's code is; run from TypeScript, as in development, it is given tsx to understand it. */
const WORKER = import.meta.url.endsWith(".ts")
  ? throughTsx(new URL("./worker.node.ts", import.meta.url))
  : new URL("./worker.node.js", import.meta.url);

/** A module that lets tsx translate another one. */
function throughTsx(source: URL): URL {
  const tsx = import.meta.resolve("tsx/esm/api");
  const code = `import { register } from "${tsx}"; register(); await import("${source}");`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
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
