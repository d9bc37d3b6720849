import type { Kysely } from "kysely";
import type { Tables } from "../../store/tables.ts";
import { changesAfter, type ImageChange, revisionBefore } from "../../studies/image-changes.ts";

/**
 * Revisions are numbered when they are written, not when they are committed: a lower one may appear after a higher
 * one. So whatever was seen is looked at again for so long; transactions that change images take far less.
 */
const SETTLE_SECONDS = 5;
const POLL_MILLISECONDS = 400;

/** Changes that are read at a time. */
const BATCH = 1000;

/** Somebody who missed more should rather ask for the whole list. */
const MOST_MISSED = 10_000;

/** Changes of images, and from where on to ask again if nothing after them is heard. */
export interface ImageNews {
  readonly changes: readonly ImageChange[];
  /** All changes up to this revision have been told. */
  readonly settled: number;
}

/** Somebody who wants to know. */
export interface Listener {
  readonly hear: (news: ImageNews) => void;
  /** The store cannot be asked any more. */
  readonly end: () => void;
}

/**
 * Tells what changes about images, in whichever process it changes: asks the database again and again while
 * somebody listens. Of an image that changes twice in a moment only the later state may be told.
 */
export class ImageEvents {
  readonly #queries: Kysely<Tables>;
  readonly #listeners = new Set<Listener>();
  /** Latest revision told, by image, of those not settled. */
  readonly #told = new Map<string, number>();
  /** What the highest revision was, and when. */
  #marks: { readonly revision: number; readonly time: number }[] = [];
  #settled = 0;
  #highest = 0;
  #ready: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #polling: Promise<void> | null = null;
  #isClosed = false;

  constructor(queries: Kysely<Tables>) {
    this.#queries = queries;
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /**
   * Begins to tell a listener what changes from now on, and returns what changed after a revision that was heard
   * of as settled; null where that is too much to tell. Something may be told twice, never is it left out.
   */
  async listen(listener: Listener, after: number | null): Promise<ImageNews | null> {
    if (this.#listeners.size === 0) this.#ready = this.#begin();
    this.#listeners.add(listener);
    try {
      await this.#ready;
    } catch (error) {
      this.leave(listener);
      throw error;
    }
    this.#schedule();
    if (after === null) return { changes: [], settled: this.#settled };
    // A revision that is still to come is of a store that was restored since.
    const missed = after > this.#highest ? null : await this.#changesAfter(after, MOST_MISSED);
    return missed === null ? null : { changes: missed, settled: this.#settled };
  }

  /** Tells a listener nothing more. */
  leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0 || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Ends all. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const listener of [...this.#listeners]) listener.end();
    this.#listeners.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#polling;
  }

  /** Starts anew after nobody listened: what is recent counts as told. */
  async #begin(): Promise<void> {
    this.#settled = await revisionBefore(this.#queries, SETTLE_SECONDS);
    this.#marks = [];
    this.#told.clear();
    const recent = await this.#unsettled();
    for (const { image, revision } of recent) this.#told.set(image, revision);
    this.#highest = recent.at(-1)?.revision ?? this.#settled;
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isClosed || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#polling = this.#poll()
        .catch(() => {
          // The store cannot be asked: listeners come back, and hear then what they missed.
          for (const listener of [...this.#listeners]) listener.end();
          this.#listeners.clear();
        })
        .finally(() => {
          this.#timer = null;
          this.#schedule();
        });
    }, POLL_MILLISECONDS);
  }

  async #poll(): Promise<void> {
    const changes = await this.#unsettled();
    const fresh = changes.filter(({ image, revision }) => this.#told.get(image) !== revision);
    for (const { image, revision } of fresh) this.#told.set(image, revision);
    this.#highest = changes.at(-1)?.revision ?? this.#highest;
    const settled = this.#settle(this.#highest);
    const news = { changes: fresh, settled };
    for (const listener of this.#listeners) listener.hear(news);
  }

  /** Notes the highest revision of now, and moves on to that of some seconds ago. */
  #settle(highest: number): number {
    const now = performance.now();
    this.#marks.push({ revision: highest, time: now });
    while ((this.#marks[0]?.time ?? now) < now - SETTLE_SECONDS * 1000) {
      this.#settled = Math.max(this.#settled, this.#marks.shift()?.revision ?? 0);
    }
    for (const [image, revision] of this.#told) {
      if (revision <= this.#settled) this.#told.delete(image);
    }
    return this.#settled;
  }

  async #unsettled(): Promise<ImageChange[]> {
    return (await this.#changesAfter(this.#settled, Number.POSITIVE_INFINITY)) ?? [];
  }

  /** All changes after a revision; null if there are more than `most`. */
  async #changesAfter(revision: number, most: number): Promise<ImageChange[] | null> {
    const changes: ImageChange[] = [];
    for (let from = revision; ; ) {
      const batch = await changesAfter(this.#queries, from, BATCH);
      changes.push(...batch);
      if (changes.length > most) return null;
      const last = batch.at(-1);
      if (last === undefined || batch.length < BATCH) return changes;
      from = last.revision;
    }
  }
}
