import type { TSchema } from "typebox";
import { ServerConfigSchema, type SettingOptions } from "./server-config.ts";

/** The words of JSON Schema that settings use. */
export interface SettingSchema extends TSchema, SettingOptions {
  readonly title?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly SettingSchema[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
}

/** One setting, as files, the environment and the documentation know it. */
export interface Setting {
  /** Its place in the file, with dots: `access.oidc.issuer`. */
  readonly key: string;
  /** Its name in the environment: `THORASCOPE_ACCESS_OIDC_ISSUER`. */
  readonly environment: string;
  readonly schema: SettingSchema;
  /** How its value is written as text. */
  readonly kind: "text" | "number" | "list" | "object";
  /** Whether it must be given: there is no default, and its group is there. */
  readonly required: boolean;
  /** The group that is either given or not: `access.oidc`; null for one that is always there. */
  readonly group: string | null;
}

/** All settings, in the order of the documentation. */
export const SETTINGS: readonly Setting[] = settingsOf(
  ServerConfigSchema as SettingSchema,
  [],
  null,
);

/** What a setting may be, in words. */
export function allowedOf({ schema }: Setting): string {
  if (schema.allowed !== undefined) return schema.allowed;
  const plain = withoutNull(schema);
  if (plain.enum) return plain.enum.join(", ");
  if (plain.type === "integer") {
    return `a whole number from ${number(plain.minimum)} to ${number(plain.maximum)}`;
  }
  return "a text";
}

function number(value: number | undefined): string {
  return value === undefined ? "" : value.toLocaleString("en-US");
}

function settingsOf(
  schema: SettingSchema,
  path: readonly string[],
  group: string | null,
): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const place = [...path, name];
    const key = place.join(".");
    const plain = withoutNull(child);
    if (plain.properties) return settingsOf(plain, place, plain === child ? group : key);
    const setting: Setting = {
      key,
      environment: child.environment ?? environmentNameOf(place),
      schema: child,
      kind: kindOf(plain),
      required: child.default === undefined,
      group,
    };
    return [setting];
  });
}

function withoutNull(schema: SettingSchema): SettingSchema {
  return schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
}

function kindOf(schema: SettingSchema): Setting["kind"] {
  if (schema.type === "integer") return "number";
  if (schema.type === "array") return "list";
  return schema.type === "object" ? "object" : "text";
}

function environmentNameOf(place: readonly string[]): string {
  const words = place.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter}`));
  return `THORASCOPE_${words.join("_").toUpperCase()}`;
}
