import Type, { type Static } from "typebox";

const strict = { additionalProperties: false } as const;

/** Epochs, or parts of one, in which the rate rises from 0 to its peak in equal steps; none if left out. */
const warmupEpochs = Type.Optional(Type.Number({ minimum: 0 }));

/** Share of the peak that the rate does not fall below. */
const finalShare = Type.Optional(Type.Number({ minimum: 0, maximum: 1 }));

const decay = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });

/** How the learning rate changes during a run; docs/training-settings.md says when to use which. */
export const ScheduleSchema = Type.Union([
  Type.Object({ kind: Type.Literal("constant"), warmupEpochs }, strict),
  Type.Object({ kind: Type.Literal("cosine"), warmupEpochs, finalShare }, strict),
  Type.Object(
    {
      kind: Type.Literal("step"),
      /** After each of these many epochs the rate is multiplied with `factor`. */
      afterEpochs: Type.Array(Type.Integer({ minimum: 1 })),
      factor: decay,
      warmupEpochs,
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal("plateau"),
      factor: decay,
      /** Epochs without improvement that are borne; one more lowers the rate. */
      patience: Type.Integer({ minimum: 0 }),
      /** What a score must exceed the best one by to count as better; 0 if left out. */
      minimumImprovement: Type.Optional(Type.Number({ minimum: 0 })),
      warmupEpochs,
      finalShare,
    },
    strict,
  ),
]);

export type ScheduleSettings = Static<typeof ScheduleSchema>;

type PlateauSettings = Extract<ScheduleSettings, { kind: "plateau" }>;

/** Where a run stands. */
export interface ScheduleProgress {
  /** The largest rate of the run. */
  readonly peak: number;
  /** Steps that are done, from 0. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Steps of the whole run, were it not to stop early. */
  readonly totalSteps: number;
  /** Validation scores of the epochs that are done, larger being better; null where there is none. */
  readonly history: readonly (number | null)[];
}

/**
 * The learning rate of the step that comes next: peak times warm-up times decay. A pure function of where the
 * run stands, so that a resumed run goes on with the same rates.
 *
 * Warm-up over w steps: (step + 1) / w, up to 1. Goyal et al., "Accurate, large minibatch SGD",
 * arXiv:1706.02677, 2017, section 2.2. Decay:
 *
 * - constant: 1
 * - cosine, from the end of the warm-up to the end of the run, as p goes from 0 to 1:
 *   final + (1 - final) (1 + cos(π p)) / 2. Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5.
 * - step: factor^(milestones that are passed). He et al., "Deep residual learning", CVPR 2016, section 3.4.
 * - plateau: factor^(reductions), see `plateauReductions`, but not below final.
 */
export function learningRate(settings: ScheduleSettings, progress: ScheduleProgress): number {
  const warmupSteps = Math.round((settings.warmupEpochs ?? 0) * progress.stepsPerEpoch);
  const warmup = Math.min(1, (progress.step + 1) / Math.max(1, warmupSteps));
  return progress.peak * warmup * decayOf(settings, progress, warmupSteps);
}

function decayOf(
  settings: ScheduleSettings,
  { step, stepsPerEpoch, totalSteps, history }: ScheduleProgress,
  warmupSteps: number,
): number {
  switch (settings.kind) {
    case "constant":
      return 1;
    case "cosine": {
      const decaying = Math.max(1, totalSteps - warmupSteps);
      const passed = Math.min(1, Math.max(0, step - warmupSteps) / decaying);
      const final = settings.finalShare ?? 0;
      return final + ((1 - final) * (1 + Math.cos(Math.PI * passed))) / 2;
    }
    case "step": {
      const epochs = Math.floor(step / stepsPerEpoch);
      return settings.factor ** settings.afterEpochs.filter((after) => epochs >= after).length;
    }
    case "plateau":
      return Math.max(
        settings.finalShare ?? 0,
        settings.factor ** plateauReductions(settings, history),
      );
  }
}

/**
 * How many times a validation score stood still for more than `patience` epochs; each time counting starts
 * anew, while the best score is kept. As PyTorch's ReduceLROnPlateau (mode max, absolute threshold).
 */
function plateauReductions(
  { patience, minimumImprovement = 0 }: PlateauSettings,
  history: readonly (number | null)[],
): number {
  let [best, still, reductions] = [Number.NEGATIVE_INFINITY, 0, 0];
  for (const score of history) {
    if (score !== null && score > best + minimumImprovement) {
      best = score;
      still = 0;
    } else if (++still > patience) {
      reductions++;
      still = 0;
    }
  }
  return reductions;
}
