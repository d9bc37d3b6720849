import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Check } from "typebox/schema";
import { editDistance } from "../../dataset/spelling.ts";
import { defaultDataFolder } from "./data-folder.ts";
import { ConfigError } from "./errors.ts";
import type { ServerConfig } from "./server-config.ts";
import { allowedOf, SETTINGS, type Setting } from "./settings.ts";

/** Where settings come from; what comes later here wins over what comes before. */
export interface ConfigSources {
  /** A JSON file; if left out, `THORASCOPE_CONFIG` in the environment names it, or there is none. */
  readonly file?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv;
  /** Of the command line, by keys with dots: `{ "reading.threads": "2" }`. Undefined ones are left out. */
  readonly options?: Readonly<Record<string, string | number | undefined>>;
  /** Relative paths of the environment and of options count from here. */
  readonly workingFolder?: string;
}

/** A value and where it was found. */
interface Given {
  readonly value: unknown;
  /** For messages: "thorascope.json", "THORASCOPE_PORT". */
  readonly where: string;
  /** From which folder a relative path counts. */
  readonly folder: string;
}

type Layer = ReadonlyMap<Setting, Given>;

/** Names in the environment that are ours and no settings of the server. */
const OTHER_NAMES = [
  "THORASCOPE_CONFIG",
  "THORASCOPE_HOME",
  "THORASCOPE_OFFLINE",
  "THORASCOPE_BASELINE",
];

/**
 * Reads the configuration: defaults, then the file, then the environment, then the command line.
 *
 * @throws ConfigError CONFIG_UNREADABLE, CONFIG_UNKNOWN, CONFIG_INVALID, CONFIG_INCOMPLETE or CONFIG_SECRET if
 *   anything about it is wrong; messages never hold a secret.
 */
export async function readServerConfig(sources: ConfigSources = {}): Promise<ServerConfig> {
  const { environment = process.env, options = {}, workingFolder = process.cwd() } = sources;
  const file = sources.file ?? (environment.THORASCOPE_CONFIG || undefined);
  const layers = [
    file === undefined ? new Map() : await fileLayer(resolve(workingFolder, file)),
    environmentLayer(environment, workingFolder),
    optionsLayer(options, workingFolder),
  ];
  const given = new Map(layers.flatMap((layer) => [...layer]));
  for (const [setting, one] of given) requireValid(setting, one);
  return build(given, environment);
}

/** @throws ConfigError CONFIG_UNREADABLE, CONFIG_UNKNOWN. */
async function fileLayer(file: string): Promise<Layer> {
  const json = await parseFile(file);
  const layer = new Map<Setting, Given>();
  const visit = (value: Readonly<Record<string, unknown>>, path: readonly string[]) => {
    for (const [name, child] of Object.entries(value)) {
      const key = [...path, name].join(".");
      const setting = SETTINGS.find((one) => one.key === key);
      if (setting) layer.set(setting, { value: child, where: file, folder: dirname(file) });
      else if (isGroup(key) && isRecord(child)) visit(child, [...path, name]);
      else if (isGroup(key)) refuseGroup(key, child, file);
      else refuseKey(key, file);
    }
  };
  visit(json, []);
  return layer;
}

async function parseFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new ConfigError(
      "CONFIG_UNREADABLE",
      // The parser's own message may quote the file, and with it a secret.
      `the configuration file ${file} ${cause instanceof SyntaxError ? "is not JSON" : `cannot be read (${(cause as Error).message})`}. See docs/configuration.md.`,
      { file },
    );
  }
  if (isRecord(value)) return value;
  throw new ConfigError(
    "CONFIG_UNREADABLE",
    `the configuration file ${file} is not a JSON object.`,
    {
      file,
    },
  );
}

/** @throws ConfigError CONFIG_UNKNOWN, CONFIG_INVALID if a value cannot be parsed. */
function environmentLayer(environment: NodeJS.ProcessEnv, folder: string): Layer {
  const layer = new Map<Setting, Given>();
  const names = SETTINGS.map((setting) => setting.environment);
  for (const [name, text] of Object.entries(environment)) {
    const setting = SETTINGS.find((one) => one.environment === name);
    if (!setting) {
      if (!name.startsWith("THORASCOPE_") || OTHER_NAMES.includes(name)) continue;
      throw unknown(name, "the environment", nearestName(name, names));
    }
    // An empty variable is how container tools leave one out.
    if (text) layer.set(setting, { value: parseText(setting, text, name), where: name, folder });
  }
  return layer;
}

/** @throws ConfigError CONFIG_UNKNOWN, CONFIG_SECRET, CONFIG_INVALID if a value cannot be parsed. */
function optionsLayer(
  options: Readonly<Record<string, string | number | undefined>>,
  folder: string,
): Layer {
  const layer = new Map<Setting, Given>();
  const where = "the command line";
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const setting = SETTINGS.find((one) => one.key === key);
    if (!setting) return refuseKey(key, where);
    if (setting.schema.secret) {
      throw new ConfigError(
        "CONFIG_SECRET",
        `${key} holds a secret, and every user of this machine can read a command line. Give it in the environment (${setting.environment}) or in the configuration file.`,
        { key },
      );
    }
    layer.set(setting, { value: parseText(setting, String(value), where), where, folder });
  }
  return layer;
}

function parseText(setting: Setting, text: string, where: string): unknown {
  switch (setting.kind) {
    case "text":
      return text;
    case "number":
      // What is no number is refused below, with what was written.
      return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
    case "list":
      return text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
    case "object":
      try {
        return JSON.parse(text);
      } catch {
        throw invalid(setting, text, where);
      }
  }
}

function requireValid(setting: Setting, { value, where }: Given): void {
  if (!Check(setting.schema, value)) throw invalid(setting, value, where);
}

function build(given: Layer, environment: NodeJS.ProcessEnv): ServerConfig {
  const groups = new Set([...given.keys()].map(({ group }) => group));
  const config: Record<string, unknown> = {};
  for (const setting of SETTINGS) {
    const { key, group } = setting;
    if (group !== null && !groups.has(group)) place(config, group, null);
    else place(config, key, resolved(setting, given, environment));
  }
  return config as unknown as ServerConfig;
}

/** @throws ConfigError CONFIG_INCOMPLETE. */
function resolved(setting: Setting, given: Layer, environment: NodeJS.ProcessEnv): unknown {
  const one = given.get(setting);
  if (one) {
    return setting.schema.path && typeof one.value === "string"
      ? resolve(one.folder, one.value)
      : one.value;
  }
  if (setting.key === "dataFolder") return defaultDataFolder(environment);
  if (!setting.required) return setting.schema.default;
  throw new ConfigError(
    "CONFIG_INCOMPLETE",
    `${setting.key} is missing: other settings of ${setting.group} are given. It must be ${allowedOf(setting)}.`,
    { key: setting.key },
  );
}

function place(config: Record<string, unknown>, key: string, value: unknown): void {
  const names = key.split(".");
  const last = names.pop() ?? key;
  let folder = config;
  for (const name of names) {
    const inner = isRecord(folder[name]) ? (folder[name] as Record<string, unknown>) : {};
    folder[name] = inner;
    folder = inner;
  }
  folder[last] = value;
}

function isGroup(key: string): boolean {
  return SETTINGS.some((setting) => setting.key.startsWith(`${key}.`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuseGroup(key: string, value: unknown, file: string): void {
  // A group that may be missing may also be said to be.
  if (value === null && SETTINGS.some(({ group }) => group === key)) return;
  throw new ConfigError(
    "CONFIG_INVALID",
    `${key} in ${file} must be an object with the settings ${SETTINGS.filter((one) =>
      one.key.startsWith(`${key}.`),
    )
      .map((one) => one.key)
      .join(", ")}.`,
    { key },
  );
}

function refuseKey(key: string, where: string): never {
  const keys = SETTINGS.map((setting) => setting.key);
  // A key without its group (`threads`) is as likely as a misspelt one.
  const ending = keys.find((one) => one.endsWith(`.${key}`));
  throw unknown(key, where, ending ?? nearestName(key, keys));
}

/** The most like name, if at most half of its letters are others. */
function nearestName(name: string, names: readonly string[]): string | null {
  const distances = names.map((one) => editDistance(name.toLowerCase(), one.toLowerCase()));
  const least = Math.min(...distances);
  return least <= name.length / 2 ? (names[distances.indexOf(least)] ?? null) : null;
}

function unknown(name: string, where: string, meant: string | null): ConfigError {
  return new ConfigError(
    "CONFIG_UNKNOWN",
    `${name} in ${where} is not a setting. ${meant ? `Did you mean ${meant}?` : "docs/configuration.md lists them all."}`,
    { key: name, ...(meant ? { meant } : {}) },
  );
}

function invalid(setting: Setting, value: unknown, where: string): ConfigError {
  const shown = setting.schema.secret ? "" : ` is ${JSON.stringify(value)}, which it cannot be`;
  return new ConfigError(
    "CONFIG_INVALID",
    `${setting.key} (${where})${shown || " has a value that it cannot have"}. Give ${setting.schema.enum ? "one of " : ""}${allowedOf(setting)}.`,
    { key: setting.key, ...(setting.schema.secret ? {} : { value }) },
  );
}
