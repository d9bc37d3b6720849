import Type, { type Static } from "typebox";
import { Errors } from "typebox/schema";
import type { ModelDescription } from "../description.ts";
import { ModelError } from "../errors.ts";
import { Fraction, Interval, Nullable, Sha256, Share } from "../schema-parts.ts";

const Count = Type.Integer({ minimum: 0 });

const Level = Type.Object({
  inWords: Type.String(),
  meanAuroc: Nullable(
    Type.Object({
      first: Type.Number(),
      difference: Type.Number(),
      interval: Nullable(Interval),
    }),
  ),
  changedDecisions: Nullable(Share),
  refusedByGate: Nullable(Fraction),
});

/** What a card needs of what `thorascope robustness --json` prints; there may be more in it. */
const RobustnessFile = Type.Object({
  model: Type.Object({ name: Type.String(), version: Type.String(), sha256: Sha256 }),
  population: Type.Object({ dataset: Type.String(), split: Nullable(Type.String()) }),
  undisturbed: Type.Object({
    radiographs: Count,
    patients: Count,
    meanAuroc: Nullable(Type.Object({ value: Type.Number(), findings: Type.Array(Type.String()) })),
  }),
  disturbances: Type.Array(Type.Object({ title: Type.String(), levels: Type.Array(Level) })),
});

/** What disturbed radiographs do to a model. */
export type CardRobustness = Static<typeof RobustnessFile>;

export type CardLevel = Static<typeof Level>;

/** Whether a file's content is meant to be what `thorascope robustness --json` prints. */
export function isRobustness(value: unknown): boolean {
  return typeof value === "object" && value !== null && "disturbances" in value;
}

/**
 * Takes what `thorascope robustness --json` printed for a model's card.
 *
 * @throws ModelError `EVALUATION_INVALID` for anything else, `EVALUATION_MISMATCH` where it is of another graph.
 */
export function parseRobustness(
  value: unknown,
  file: string,
  { name, version, graph }: ModelDescription,
): CardRobustness {
  const [, [problem]] = Errors(RobustnessFile, value);
  if (problem !== undefined)
    throw new ModelError(
      "EVALUATION_INVALID",
      `${file}: ${problem.instancePath || "/"} ${problem.message}. Give what thorascope robustness --json prints.`,
      { file, reason: problem.message },
    );
  const robustness = value as CardRobustness;
  const { sha256 } = robustness.model;
  if (sha256 !== graph.sha256)
    throw new ModelError(
      "EVALUATION_MISMATCH",
      `${file}: it is of graph ${sha256.slice(0, 16)}, but the card is of ${name} ${version}, graph ${graph.sha256.slice(0, 16)}. Measure this model: thorascope robustness --model FOLDER --json.`,
      { file, expected: graph.sha256, actual: sha256 },
    );
  return robustness;
}
