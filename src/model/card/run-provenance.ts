import Type, { type Static, type TSchema } from "typebox";
import { Errors } from "typebox/schema";

const Resolved = Type.Object({
  recipe: Type.Object({
    name: Type.String(),
    version: Type.String(),
    seed: Type.Integer(),
  }),
  inputs: Type.Record(Type.String(), Type.Unknown()),
});
const Environment = Type.Record(Type.String(), Type.Unknown());

/** What a run was told, what it was run on, and where: its `recipe.json` and `environment.json`. */
export interface RunProvenance {
  /** Every setting by its path, e.g. "fit.epochs". */
  readonly settings: ReadonlyMap<string, string>;
  /** SHA-256 of the label table, the lists and the initial weights, by their names. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
}

/**
 * Reads what a run left; null where it is not a run's, or that of another model than the one with this recipe
 * and seed.
 */
export function parseRunProvenance(
  recipeJson: string,
  environmentJson: string | null,
  { training }: { readonly training: { readonly recipe: string; readonly seed: number } },
): RunProvenance | null {
  const resolved = parse(recipeJson);
  if (!fits(Resolved, resolved)) return null;
  const { recipe, inputs } = resolved;
  if (recipe.name !== training.recipe || recipe.seed !== training.seed) return null;
  const environment = environmentJson === null ? {} : parse(environmentJson);
  return {
    settings: flattened(recipe),
    inputs: flattened(inputs),
    environment: fits(Environment, environment) ? flattened(environment) : new Map(),
  };
}

function fits<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  const [isFine] = Errors(schema, value);
  return isFine;
}

function flattened(value: unknown): ReadonlyMap<string, string> {
  const entries: [string, string][] = [];
  const visit = (path: string, one: unknown) => {
    if (typeof one === "object" && one !== null && !Array.isArray(one)) {
      for (const [key, inner] of Object.entries(one))
        visit(path === "" ? key : `${path}.${key}`, inner);
    } else entries.push([path, Array.isArray(one) ? listed(one) : String(one)]);
  };
  visit("", value);
  return new Map(entries);
}

function listed(values: readonly unknown[]): string {
  return values.length === 0
    ? "none"
    : values.map((one) => (typeof one === "object" ? JSON.stringify(one) : String(one))).join(", ");
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
