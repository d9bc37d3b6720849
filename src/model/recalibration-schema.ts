import Type, { type Static } from "typebox";
import { Estimate, Interval, Nullable, Sha256 } from "./schema-parts.ts";

const Figures = Type.Object({
  brierScore: Estimate,
  calibrationError: Estimate,
  /** Observed positives over expected ones. */
  observedToExpected: Nullable(Estimate),
});

const Count = Type.Integer({ minimum: 0 });

/** The evidence of one output that was calibrated after training. */
export const OutputRecalibration = Type.Object({
  /** Whose radiographs, e.g. a data set and its side. */
  population: Type.String(),
  radiographs: Count,
  patients: Count,
  positives: Count,
  auroc: Nullable(Estimate),
  /** By the calibration that it had before, and by the new one on patients that it was not fitted on. */
  before: Figures,
  after: Figures,
  /** Before less after: above 0 the new one is better. Intervals by patients drawn for both at once. */
  gain: Type.Object({ brierScore: Estimate, calibrationError: Estimate }),
  /** Whether the cases were enough, and for what. */
  enough: Type.Boolean(),
  needs: Type.Array(
    Type.Object({
      figure: Type.String(),
      value: Nullable(Type.Number()),
      interval: Nullable(Interval),
      enough: Type.Boolean(),
      cases: Count,
      needed: Count,
    }),
  ),
});

/** Where the calibration of a model comes from that was calibrated after training. */
export const Recalibration = Type.Object({
  /** The model that it was made of. */
  from: Type.Object({
    name: Type.String(),
    version: Type.String(),
    /** Of its `model.json`. */
    sha256: Sha256,
  }),
  /** What was fitted on; null where probabilities were only moved to another prevalence. */
  fitted: Nullable(
    Type.Object({
      population: Type.String(),
      radiographs: Count,
      patients: Count,
      /** Of their file names, sorted, one a line: what `LC_ALL=C sort list.txt | sha256sum` gives. */
      listSha256: Sha256,
      method: Type.String(),
      operatingPoint: Type.String(),
      folds: Type.Integer({ minimum: 2 }),
      seed: Count,
      replicates: Type.Integer({ minimum: 1 }),
    }),
  ),
});

export type OutputRecalibrationDescription = Static<typeof OutputRecalibration>;
export type RecalibrationDescription = Static<typeof Recalibration>;
