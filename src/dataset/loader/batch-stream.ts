import type { EpochWalk, Place } from "./epochs.ts";
import type { BatchJob } from "./fill-batch.ts";

/** What a stream makes jobs of. */
export interface StreamSource {
  /** Position in the cache file of each row. */
  readonly positions: Uint32Array;
  readonly targets: { readonly columns: number; readonly data: Float32Array };
  /** Grey values in a batch. */
  readonly pixels: number;
}

/** Those who fill batches. */
interface BatchFillers {
  readonly ahead: number;
  fill(job: BatchJob): Promise<BatchJob>;
}

interface Ordered extends Place {
  readonly batch: Promise<BatchJob>;
}

/** Batches in their order, so many of them ordered ahead; bounded, since one is ordered when one is taken. */
export class BatchStream {
  readonly #walk: EpochWalk;
  readonly #fillers: BatchFillers;
  readonly #source: StreamSource;
  /** Ordered and not yet taken, the next to take first. */
  #queue: Ordered[] = [];
  /** The next to order. */
  #next: Place = { epoch: 0, step: 0 };
  /** Arrays that a consumer has done with. */
  readonly #spare: Float32Array[] = [];

  constructor(walk: EpochWalk, fillers: BatchFillers, source: StreamSource) {
    this.#walk = walk;
    this.#fillers = fillers;
    this.#source = source;
  }

  /** Goes on from a place. What is ordered is kept if it begins there. */
  seek(from: Place): void {
    const place = this.#walk.normalize(from);
    const expected = this.#queue[0] ?? this.#next;
    if (expected.epoch === place.epoch && expected.step === place.step) return;
    for (const { batch } of this.#queue) batch.then(({ grey }) => this.giveBack(grey), ignore);
    this.#queue = [];
    this.#next = place;
  }

  /** The next batch. */
  async next(): Promise<BatchJob> {
    this.#order(Math.max(this.#fillers.ahead, 1));
    const [first] = this.#queue;
    if (first === undefined) throw new Error("No batch was ordered.");
    const batch = await first.batch;
    this.#queue.shift();
    this.#order(this.#fillers.ahead);
    return batch;
  }

  /** Lets an array be filled anew. */
  giveBack(grey: Float32Array): void {
    if (this.#spare.length <= this.#fillers.ahead) this.#spare.push(grey);
  }

  #order(most: number): void {
    while (this.#queue.length < most) {
      const place = this.#walk.normalize(this.#next);
      const batch = this.#fillers.fill(this.#jobAt(place));
      batch.catch(ignore); // whoever takes the batch hears of it
      this.#queue.push({ ...place, batch });
      this.#next = { epoch: place.epoch, step: place.step + 1 };
    }
  }

  #jobAt(place: Place): BatchJob {
    const { positions, pixels, targets } = this.#source;
    const { columns, data } = targets;
    const rows = this.#walk.rowsAt(place);
    const chosen = new Float32Array(rows.length * columns);
    for (const [index, row] of rows.entries()) {
      chosen.set(data.subarray(row * columns, (row + 1) * columns), index * columns);
    }
    return {
      ...place,
      positions: rows.map((row) => positions[row] ?? 0),
      targets: chosen,
      grey: this.#spare.pop() ?? new Float32Array(pixels),
    };
  }
}

function ignore(): void {}
