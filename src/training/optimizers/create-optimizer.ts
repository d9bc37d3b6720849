import Type, { type Static } from "typebox";
import { ADAM_DEFAULTS, adam, adamW } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

const strict = { additionalProperties: false } as const;

const fraction = Type.Number({ minimum: 0, exclusiveMaximum: 1 });

/** Adam's constants; the paper's (0.9, 0.999, 1e-8) where left out. */
const constants = {
  beta1: Type.Optional(fraction),
  beta2: Type.Optional(fraction),
  epsilon: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
};

/**
 * The optimizer in a recipe; docs/training-settings.md says when to use which. Rates are the schedule's,
 * weight decay is the parameter groups'.
 */
export const OptimizerSchema = Type.Union([
  Type.Object({ kind: Type.Literal("adam"), ...constants }, strict),
  Type.Object({ kind: Type.Literal("adamw"), ...constants }, strict),
  Type.Object(
    { kind: Type.Literal("sgd"), momentum: fraction, nesterov: Type.Optional(Type.Boolean()) },
    strict,
  ),
]);

export type OptimizerSettings = Static<typeof OptimizerSchema>;

/** The optimizer that a recipe asks for, over `size` parameters, with all moments 0. */
export function createOptimizer(settings: OptimizerSettings, size: number): Optimizer {
  switch (settings.kind) {
    case "adam":
      return adam(size, { ...ADAM_DEFAULTS, ...settings });
    case "adamw":
      return adamW(size, { ...ADAM_DEFAULTS, ...settings });
    case "sgd":
      return sgd(size, { nesterov: false, ...settings });
  }
}
