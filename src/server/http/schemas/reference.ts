import Type, { type Static, type TSchema, type TUnsafe } from "typebox";

/**
 * A schema by its `$id`, so that the API's description has it once. The app must know it: `SHARED_SCHEMAS`.
 */
export function reference<Schema extends TSchema>(schema: Schema): TUnsafe<Static<Schema>> {
  const { $id } = schema as { readonly $id?: string };
  return Type.Unsafe<Static<Schema>>({ $ref: `${$id}#` });
}
