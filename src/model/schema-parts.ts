import Type, { type TSchema } from "typebox";

/** Pieces that several parts of `model.json` are made of. */
export const Nullable = <Schema extends TSchema>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
export const Fraction = Type.Number({ minimum: 0, maximum: 1 });
export const Interval = Type.Object({ low: Type.Number(), high: Type.Number() });
export const Estimate = Type.Object({ value: Type.Number(), interval: Nullable(Interval) });
export const Share = Type.Object({
  value: Fraction,
  correct: Type.Integer({ minimum: 0 }),
  of: Type.Integer({ minimum: 1 }),
  interval: Interval,
});
export const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });
