import type { Value } from "../../graph/index.ts";

/** What a loss is made of: values of one graph, all of shape [batch, outputs]. */
export interface LossInputs {
  readonly logits: Value;
  /**
   * 1 present, 0 absent, or between where labels are smoothed or radiographs mixed. Where a label is not known:
   * any finite number, 0 say; NaN would get through the mask.
   */
  readonly targets: Value;
  /** 1 where the label is known, 0 where not; between where it is to count less. */
  readonly known: Value;
}
