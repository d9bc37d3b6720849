/** A part of one axis: from `start` on, up to but without `end`, every `step`-th element (1 if left out). */
export interface SliceRange {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step?: number;
}
