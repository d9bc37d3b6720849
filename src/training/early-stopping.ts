import Type, { type Static } from "typebox";

/** When a run stops before its last epoch. */
export const EarlyStoppingSchema = Type.Object(
  {
    /** Epochs without improvement after which it stops. */
    patience: Type.Integer({ minimum: 1 }),
    /** What a score must exceed the best one by to count as an improvement; 0 if left out. */
    minimumImprovement: Type.Optional(Type.Number({ minimum: 0 })),
  },
  { additionalProperties: false },
);

export type EarlyStoppingSettings = Static<typeof EarlyStoppingSchema>;

/** What a run's validation scores say. */
export interface Progress {
  /** The first epoch, from 1, with the best score: whose weights to keep. Null while there is no score. */
  readonly bestEpoch: number | null;
  readonly bestScore: number | null;
  readonly stop: boolean;
}

/**
 * Judges a run by its validation scores, one per epoch that is done, larger being better; null where there is
 * none, which is no improvement. Without settings it never stops, but still has a best epoch.
 *
 * Improvements too small to go on for are not thrown away: the best epoch is the one with the best score.
 * Prechelt, "Early stopping - but when?", in Neural Networks: Tricks of the Trade, 1998.
 */
export function judgeProgress(
  settings: EarlyStoppingSettings | null,
  history: readonly (number | null)[],
): Progress {
  let best: { epoch: number; score: number } | null = null;
  let [worthwhile, improvedIn] = [Number.NEGATIVE_INFINITY, 0];
  for (const [index, score] of history.entries()) {
    if (score === null || Number.isNaN(score)) continue;
    if (best === null || score > best.score) best = { epoch: index + 1, score };
    if (score > worthwhile + (settings?.minimumImprovement ?? 0)) {
      worthwhile = score;
      improvedIn = index + 1;
    }
  }
  return {
    bestEpoch: best?.epoch ?? null,
    bestScore: best?.score ?? null,
    stop: settings !== null && history.length - improvedIn >= settings.patience,
  };
}
