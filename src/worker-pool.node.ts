import { parentPort, type Transferable, Worker } from "node:worker_threads";

/** One piece of work for a pool. */
export interface Work<Request> {
  readonly request: Request;
  /** Buffers of the request that are handed over rather than copied. */
  readonly transfer?: readonly Transferable[];
  /** After so many seconds the worker is stopped and the work refused; no limit if left out. */
  readonly seconds?: number;
  /** The error for work whose worker was stopped or died. */
  readonly refuse: (reason: string) => Error;
}

/** Threads that answer requests. */
export interface WorkerPool<Request, Answer> {
  /** Has a request answered. Work waits where all workers have enough to do. */
  run(work: Work<Request>): Promise<Answer>;
  /** Starts all workers before there is work for them, so that they are ready when there is. */
  start(): void;
  /** Stops all workers, and with them what they are at. */
  close(): Promise<void>;
}

/** How large a pool is. */
export interface PoolSize {
  readonly workers: number;
  /** Requests that a worker is given at a time, 1 where a time limit is to hold for one alone. */
  readonly requestsPerWorker?: number;
}

/** Work that was accepted, and who waits for it. */
interface Job<Request, Answer> extends Work<Request> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** What a pool sends to its workers and gets back. */
interface Numbered<Content> {
  readonly number: number;
  readonly content: Content;
}

/** A worker, what it was given by number, and what ends each in time. */
interface Member<Request, Answer> {
  readonly worker: Worker;
  readonly jobs: Map<number, Job<Request, Answer> & { readonly timer?: NodeJS.Timeout }>;
}

/**
 * Opens a pool of worker threads that all run one module, which calls `serveRequests`.
 *
 * Workers start when first needed, stay for the next requests, and do not keep the process alive while they
 * have none. One that dies takes the requests it was given along, no others.
 *
 * @param source Where the module is; see `workerSource`.
 */
export function workerPool<Request, Answer>(
  source: URL,
  { workers: most, requestsPerWorker = 1 }: PoolSize,
): WorkerPool<Request, Answer> {
  const members = new Set<Member<Request, Answer>>();
  const waiting: Job<Request, Answer>[] = [];
  let given = 0;
  let isClosing = false;

  /** Gives waiting work to an idle worker, else to a new one, else to one that has room for more. */
  const assign = () => {
    while (waiting.length > 0) {
      const [freest] = [...members].sort((one, other) => one.jobs.size - other.jobs.size);
      const isNewOneBetter = members.size < most && freest?.jobs.size !== 0;
      const member = isNewOneBetter ? hire() : freest;
      if (member === undefined || member.jobs.size >= requestsPerWorker) return;
      const job = waiting.shift();
      if (job !== undefined) give(member, job);
    }
  };
  const hire = () => {
    const worker = new Worker(source, { execArgv: [] });
    const member: Member<Request, Answer> = { worker, jobs: new Map() };
    members.add(member);
    worker.on("message", ({ number, content }: Numbered<Answer>) => {
      const job = member.jobs.get(number);
      member.jobs.delete(number);
      clearTimeout(job?.timer);
      // Nobody else keeps the process alive until a worker that is being stopped has stopped.
      if (member.jobs.size === 0 && !isClosing) worker.unref();
      assign();
      job?.resolve(content);
    });
    worker.on("error", (error: Error) => dismiss(member, error.message));
    worker.on("exit", () => dismiss(member, "its thread has ended"));
    return member;
  };
  const give = (member: Member<Request, Answer>, job: Job<Request, Answer>) => {
    const { request: content, transfer, seconds } = job;
    const number = given++;
    const isLate = () => dismiss(member, `it takes longer than ${seconds} seconds`);
    const limit = seconds === undefined ? {} : { timer: setTimeout(isLate, seconds * 1000) };
    member.jobs.set(number, { ...job, ...limit });
    member.worker.ref();
    member.worker.postMessage({ number, content } satisfies Numbered<Request>, transfer);
  };
  const dismiss = (member: Member<Request, Answer>, reason: string) => {
    members.delete(member);
    for (const { timer, reject, refuse } of member.jobs.values()) {
      clearTimeout(timer);
      reject(refuse(reason));
    }
    member.jobs.clear();
    void member.worker.terminate();
    assign();
  };

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ ...work, resolve, reject });
        assign();
      }),
    start() {
      while (members.size < most) hire().worker.unref();
    },
    async close() {
      isClosing = true;
      for (const { worker } of members) worker.ref();
      for (const { reject, refuse } of waiting.splice(0)) reject(refuse("its pool was closed"));
      await Promise.all([...members].map(({ worker }) => worker.terminate()));
    },
  };
}

/** An answer, and its buffers that are handed over rather than copied. */
export interface Served<Answer> {
  readonly answer: Answer;
  readonly transfer: readonly Transferable[];
}

/** Answers the requests of the pool that this thread belongs to. `serve` must not fail. */
export function serveRequests<Request, Answer>(
  serve: (request: Request) => Promise<Served<Answer>>,
): void {
  parentPort?.on("message", async ({ number, content }: Numbered<Request>) => {
    const { answer, transfer } = await serve(content);
    const numbered: Numbered<Answer> = { number, content: answer };
    parentPort?.postMessage(numbered, transfer);
  });
}
