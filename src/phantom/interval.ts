import { halfPath, type Section } from "./solid.ts";

/**
 * Measures what is left of a ray inside one section when others are taken away.
 *
 * Keeps one scratch list for all rays, because a picture asks a million times.
 */
export class RayCutter {
  private readonly starts: Float64Array;
  private readonly ends: Float64Array;
  private count = 0;

  constructor(capacity: number) {
    this.starts = new Float64Array(capacity);
    this.ends = new Float64Array(capacity);
  }

  /** Finds where the ray at x runs through any of the sections. */
  cut(sections: readonly Section[], x: number): void {
    this.count = 0;
    for (const section of sections) {
      const half = halfPath(section, x);
      if (half > 0) this.insert(section.z - half, section.z + half);
    }
  }

  /** The length of [start, end] that the last cut left uncovered. */
  uncovered(start: number, end: number): number {
    if (end <= start) return 0;
    let length = end - start;
    let reached = start;
    for (let index = 0; index < this.count; index++) {
      const from = Math.max(this.starts[index] ?? 0, reached);
      const to = Math.min(this.ends[index] ?? 0, end);
      if (to <= from) continue;
      length -= to - from;
      reached = to;
    }
    return length;
  }

  /** Keeps the list sorted by start; there are few, so insertion is fastest. */
  private insert(start: number, end: number): void {
    let place = this.count++;
    while (place > 0 && (this.starts[place - 1] ?? 0) > start) {
      this.starts[place] = this.starts[place - 1] ?? 0;
      this.ends[place] = this.ends[place - 1] ?? 0;
      place--;
    }
    this.starts[place] = start;
    this.ends[place] = end;
  }
}
