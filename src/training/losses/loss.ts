import Type, { type Static } from "typebox";
import type { Value } from "../../graph/index.ts";
import { asymmetric } from "./asymmetric.ts";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { classWeighted, type FrequencyInputs } from "./class-weighted.ts";
import { focal } from "./focal.ts";
import { smoothLabels } from "./smooth-labels.ts";

const strict = { additionalProperties: false } as const;

/** How much targets are drawn towards one half; none if left out. */
const labelSmoothing = Type.Optional(Type.Number({ minimum: 0, exclusiveMaximum: 1 }));

const exponent = Type.Number({ minimum: 0, maximum: 10 });

/** The loss in a recipe; docs/training-settings.md says when to use which. */
export const LossSchema = Type.Union([
  Type.Object({ kind: Type.Literal("binary-cross-entropy"), labelSmoothing }, strict),
  Type.Object(
    {
      kind: Type.Literal("class-weighted"),
      weighting: Type.Union([Type.Literal("inverse"), Type.Literal("complement")]),
      labelSmoothing,
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal("focal"),
      gamma: exponent,
      alpha: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
      labelSmoothing,
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal("asymmetric"),
      gammaPositive: exponent,
      gammaNegative: exponent,
      margin: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
      labelSmoothing,
    },
    strict,
  ),
]);

export type LossSettings = Static<typeof LossSchema>;

/** Emits the loss that a recipe asks for, a scalar, beside the network that puts out the logits. */
export function lossOf(settings: LossSettings, inputs: FrequencyInputs): Value {
  const targets = smoothLabels(inputs.targets, settings.labelSmoothing ?? 0);
  const smoothed = { ...inputs, targets };
  switch (settings.kind) {
    case "binary-cross-entropy":
      return binaryCrossEntropy(smoothed);
    case "class-weighted":
      return classWeighted(smoothed, settings.weighting);
    case "focal":
      return focal(smoothed, settings);
    case "asymmetric":
      return asymmetric(smoothed, settings);
  }
}
