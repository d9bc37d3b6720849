import { setTimeout as wait } from "node:timers/promises";
import type { BaseLogger } from "pino";
import { codeAndMessage } from "../../errors.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ServerConfig } from "../config/server-config.ts";
import { LEASE_SECONDS } from "../queue/boss.ts";
import type { Failure, ReadingJob } from "../queue/reading-queue.ts";
import { openReaders, type Readers } from "../readers/readers.ts";
import type { Store } from "../store/open-store.ts";
import { recordReading } from "./record-reading.ts";

/** Often enough that one that comes late does no harm. */
const HEARTBEAT_MILLISECONDS = (LEASE_SECONDS * 1000) / 4;

/** How long work of other processes may go unnoticed; this one's own is announced. */
const POLL_MILLISECONDS = 1000;

/** After the database could not be reached. */
const TROUBLE_MILLISECONDS = 3000;

/** What makes readings in this process. */
export interface Worker {
  /**
   * Takes no more work, waits for what is in hand for so many seconds at most, and gives back what is not done
   * then.
   */
  stop(seconds: number): Promise<void>;
}

/** What became of a try to read an image. */
export type ReadOutcome = "read" | "refused" | "failed";

/** Is told what became of each try, and how long it took. */
export type ObserveReading = (outcome: ReadOutcome, seconds: number) => void;

/** What of a configuration says how is read. */
export type WorkerConfig = Pick<ServerConfig, "model"> & {
  readonly reading: Pick<ServerConfig["reading"], "threads" | "seconds">;
};

/**
 * Starts to make the readings that wait in a store, in as many threads as configured.
 *
 * @throws ThorascopeError with the model's code if it can't be loaded.
 */
export async function startWorker(
  store: Store,
  { model, reading: { threads, seconds } }: WorkerConfig,
  audit: AuditLog,
  log: BaseLogger,
  observe: ObserveReading = () => {},
): Promise<Worker> {
  const readers = await openReaders({ model, threads, seconds });
  const loop = new WorkLoop(store, readers, audit, log, observe);
  const loops = Array.from({ length: threads }, () => loop.run());
  const heartbeat = loop.keepAlive();
  return {
    async stop(most) {
      loop.stop();
      const finished = Promise.all(loops);
      const patience = new AbortController();
      await Promise.race([
        finished,
        wait(most * 1000, null, { signal: patience.signal }).catch(() => {}),
      ]);
      patience.abort();
      loop.giveUp();
      await readers.close();
      await finished;
      await heartbeat;
    },
  };
}

/** Takes, reads and records, one image after the other, in each of its runs. */
class WorkLoop {
  readonly #store: Store;
  readonly #readers: Readers;
  readonly #audit: AuditLog;
  readonly #log: BaseLogger;
  readonly #observe: ObserveReading;
  readonly #inHand = new Set<ReadingJob>();
  readonly #stop = new AbortController();
  #isGivingUp = false;

  constructor(
    store: Store,
    readers: Readers,
    audit: AuditLog,
    log: BaseLogger,
    observe: ObserveReading,
  ) {
    this.#store = store;
    this.#readers = readers;
    this.#audit = audit;
    this.#log = log;
    this.#observe = observe;
  }

  /** Ends the runs after what they have in hand. */
  stop(): void {
    this.#stop.abort();
  }

  /** From now on, what fails is given back rather than counted as tried: its thread is being stopped. */
  giveUp(): void {
    this.#isGivingUp = true;
  }

  async run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const job = await this.#store.queue.take();
        if (job === null) await this.#idle();
        else await this.#do(job);
      } catch (error) {
        this.#log.error({ reason: reasonOf(error) }, "the store can't be used; trying again");
        await this.#pause(TROUBLE_MILLISECONDS);
      }
    }
  }

  /** Says that what is in hand is still worked on, and looks for what others had in hand that died. */
  async keepAlive(): Promise<void> {
    while (!this.#stop.signal.aborted || this.#inHand.size > 0) {
      try {
        await this.#store.queue.extend([...this.#inHand]);
        await this.#store.queue.recover();
      } catch (error) {
        this.#log.error({ reason: reasonOf(error) }, "the store can't be used; trying again");
      }
      await this.#pause(HEARTBEAT_MILLISECONDS);
      // Stopping, with something in hand: the pause is none then.
      if (this.#stop.signal.aborted && this.#inHand.size > 0) await wait(POLL_MILLISECONDS);
    }
  }

  async #do(job: ReadingJob): Promise<void> {
    const { queue, objects } = this.#store;
    const { id, file_name: fileName, anyway } = job.image;
    this.#inHand.add(job);
    const start = performance.now();
    try {
      const bytes = await objects.read(id);
      const result = await this.#readers.read({ bytes, fileName, anyway });
      const isRecorded = await recordReading({ objects, queue }, this.#audit, job, result);
      const refused = "refusal" in result ? result.refusal.code : undefined;
      const milliseconds = Math.round(performance.now() - start);
      this.#log.info({ image: id, refused, isRecorded, milliseconds }, "read");
      this.#observe(refused === undefined ? "read" : "refused", milliseconds / 1000);
    } catch (error) {
      if (!this.#isGivingUp) this.#observe("failed", (performance.now() - start) / 1000);
      if (this.#isGivingUp) await queue.release([job]);
      else await this.#fail(job, codeAndMessage(error));
    } finally {
      this.#inHand.delete(job);
    }
  }

  async #fail(job: ReadingJob, failure: Failure): Promise<void> {
    this.#log.warn({ image: job.image.id, code: failure.code }, "not read; trying again");
    await this.#store.queue.fail(job, failure);
  }

  async #idle(): Promise<void> {
    const announced = new AbortController();
    const forget = this.#store.queue.onAnnounced(() => announced.abort());
    await this.#pause(POLL_MILLISECONDS, announced.signal);
    forget();
  }

  /** Waits, until it is stopped at the latest. */
  async #pause(milliseconds: number, other?: AbortSignal): Promise<void> {
    const signal = other ? AbortSignal.any([other, this.#stop.signal]) : this.#stop.signal;
    await wait(milliseconds, null, { signal }).catch(() => {});
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
