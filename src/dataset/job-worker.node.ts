import { parentPort, type TransferListItem, Worker } from "node:worker_threads";
import { type DatasetCode, DatasetError } from "./errors.ts";

/** What a worker answers to a job. An error crosses threads as plain values and becomes itself again. */
type Reply<Answer> =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly failure: Failure };

interface Failure {
  readonly code: DatasetCode | null;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** A worker thread that does one job after another. It keeps the process alive only while it has jobs. */
export class JobWorker<Job, Answer> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #jobs = 0;
  #end: Error | null = null;
  #isClosing = false;

  /** @param workerData must be of values that `postMessage` can copy. */
  constructor(source: URL, workerData: unknown) {
    this.#worker = new Worker(source, { workerData, execArgv: [] });
    this.#worker.on("message", (reply: Reply<Answer>) => this.#take(reply));
    this.#worker.on("error", (error) => this.#fail(died(error.message, error)));
    this.#worker.on("exit", (code) => this.#fail(died(`it ended with exit code ${code}`)));
    this.#worker.unref();
  }

  /** Jobs that are not answered yet. */
  get load(): number {
    return this.#waiting.size;
  }

  /**
   * Hands over a job.
   *
   * @throws the job's own error, as a promise; `WORKER_DIED` if the thread ends before it answers.
   */
  run(job: Job, transfer: readonly TransferListItem[] = []): Promise<Answer> {
    if (this.#end !== null) return Promise.reject(this.#end);
    const id = this.#jobs++;
    if (this.#waiting.size === 0) this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, job }, transfer);
    });
  }

  /** Ends the thread; jobs that it has not answered fail. */
  async close(): Promise<void> {
    // An answer that still arrives must not let the process end before the thread has.
    this.#isClosing = true;
    await this.#worker.terminate();
  }

  #take(reply: Reply<Answer>): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0 && !this.#isClosing) this.#worker.unref();
    if ("answer" in reply) waiting?.resolve(reply.answer);
    else waiting?.reject(revive(reply.failure));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}

/** Inside a worker thread: answers jobs one after another. What `work` names as `transfer` is moved, not copied. */
export function answerJobs<Job, Answer>(
  work: (job: Job) => Promise<Answer> | Answer,
  transfer: (answer: Answer) => readonly TransferListItem[] = () => [],
): void {
  let last: Promise<void> = Promise.resolve();
  parentPort?.on("message", ({ id, job }: { readonly id: number; readonly job: Job }) => {
    last = last.then(async () => {
      try {
        const answer = await work(job);
        parentPort?.postMessage({ id, answer }, transfer(answer));
      } catch (error) {
        parentPort?.postMessage({ id, failure: failureOf(error) });
      }
    });
  });
}

function failureOf(error: unknown): Failure {
  if (error instanceof DatasetError) {
    return { code: error.code, message: error.message, fields: error.fields };
  }
  return {
    code: null,
    message: error instanceof Error ? error.message : String(error),
    fields: {},
  };
}

function revive({ code, message, fields }: Failure): Error {
  return code === null ? new Error(message) : new DatasetError(code, message, fields);
}

function died(reason: string, cause?: Error): DatasetError {
  return new DatasetError(
    "WORKER_DIED",
    `A worker thread has ended by itself (${reason}). Start again; with fewer workers if memory is short.`,
    { reason },
    { cause },
  );
}
