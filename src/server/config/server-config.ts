import Type, { type Static, type TSchema } from "typebox";
import { isHttpOrigin } from "./origin.ts";

/** What a setting has beside JSON Schema's own words. */
export interface SettingOptions {
  /** What values are allowed, where the schema alone does not say it well: "an address or a name". */
  readonly allowed?: string;
  /** The name in the environment, where it is not made of the key. */
  readonly environment?: string;
  /** A path; a relative one counts from the file that it stands in, or from the working folder. */
  readonly path?: true;
  /** Never printed, and refused on the command line. */
  readonly secret?: true;
}

const strict = { additionalProperties: false } as const;
const NullOr = <Schema extends TSchema>(schema: Schema, options: SettingOptions & About) =>
  Type.Union([schema, Type.Null()], { default: null, ...options });

interface About {
  readonly title: string;
  readonly default?: unknown;
}

const MEBIBYTE = 2 ** 20;
const path = { path: true, allowed: "a path" } as const;

/** People who may read, also correct others, also manage accounts and the server. */
const RoleName = Type.Enum(["reader", "reviewer", "admin"]);

/**
 * Every setting of the server. This is the one place where they are: validation, defaults, the names in the
 * environment and the table of docs/configuration.md are made of it.
 */
export const ServerConfigSchema = Type.Object(
  {
    host: Type.String({
      title: "Address that the server listens on.",
      default: "127.0.0.1",
      minLength: 1,
      allowed: "an address or a name of this machine",
    }),
    port: Type.Integer({
      title: "Port that the server listens on; 0 takes a free one.",
      default: 8420,
      minimum: 0,
      maximum: 65_535,
    }),
    dataFolder: Type.String({
      title:
        "Folder of studies, results, keys and the embedded database. The default is in the user's data folder: `~/.local/share/thorascope` (`$XDG_DATA_HOME/thorascope`), on macOS `~/Library/Application Support/Thorascope`, on Windows `%LOCALAPPDATA%\\Thorascope`.",
      minLength: 1,
      ...path,
    }),
    databaseUrl: NullOr(Type.String({ pattern: "^postgres(ql)?://" }), {
      title: "A PostgreSQL server. None: the embedded database in the data folder.",
      allowed: "an address such as postgresql://name:password@host/database",
      environment: "DATABASE_URL",
      secret: true,
    }),
    model: NullOr(Type.String({ minLength: 1 }), {
      title: "The model that reads. None: the bundled one.",
      ...path,
      allowed: "a model's folder",
    }),
    reading: Type.Object(
      {
        threads: Type.Integer({
          title:
            "Threads that read radiographs in this process. 0: others do (`thorascope worker`).",
          default: 1,
          minimum: 0,
          maximum: 256,
        }),
        seconds: Type.Integer({
          title: "Seconds that a reading may take; it is then stopped and tried again.",
          default: 120,
          minimum: 1,
          maximum: 3_600,
        }),
        retries: Type.Integer({
          title: "How often a reading that failed is tried again before it is given up.",
          default: 3,
          minimum: 0,
          maximum: 20,
        }),
      },
      strict,
    ),
    uploads: Type.Object(
      {
        fileBytes: Type.Integer({
          title: "Most bytes of a file, also of one within an archive.",
          default: 128 * MEBIBYTE,
          minimum: 1_024,
          maximum: 2 ** 31 - 1,
        }),
        filesPerRequest: Type.Integer({
          title: "Most files of one upload.",
          default: 200,
          minimum: 1,
          maximum: 10_000,
        }),
        archiveBytes: Type.Integer({
          title: "Most bytes of an archive's files when unpacked, together.",
          default: 2_048 * MEBIBYTE,
          minimum: 1_024,
          maximum: 2 ** 40,
        }),
        archiveFiles: Type.Integer({
          title: "Most files of an archive.",
          default: 2_000,
          minimum: 1,
          maximum: 100_000,
        }),
        waiting: Type.Integer({
          title: "Readings that may wait; beyond, uploads are answered with 503.",
          default: 10_000,
          minimum: 1,
          maximum: 10_000_000,
        }),
      },
      strict,
    ),
    access: Type.Object(
      {
        accounts: Type.Enum(["none", "local", "oidc"], {
          title:
            "Who may. `none`: whoever sits at this machine. `local`: accounts with passwords. `oidc`: accounts of an identity provider.",
          default: "none",
        }),
        oidc: NullOr(
          Type.Object(
            {
              issuer: Type.String({
                title: "The identity provider, exactly as it calls itself.",
                pattern: "^https?://",
                allowed: "an address such as https://login.hospital.example",
              }),
              clientId: Type.String({
                title: "Thorascope's name at the provider.",
                minLength: 1,
              }),
              clientSecretFile: NullOr(Type.String({ minLength: 1 }), {
                title: "File with Thorascope's secret at the provider. None: a public client.",
                ...path,
              }),
              scopes: Type.Array(Type.String({ minLength: 1 }), {
                title: "What the provider is asked for.",
                default: ["openid", "profile"],
                contains: Type.Literal("openid"),
                allowed: "names, one of them openid",
              }),
              roleClaim: Type.String({
                title:
                  "Claim of the identity token that says the role: a text or a list of texts. Dots lead into it: `realm_access.roles`.",
                default: "roles",
                minLength: 1,
              }),
              roles: Type.Record(Type.String(), RoleName, {
                title:
                  "Which of the claim's values give which role. Who has none of them is refused.",
                default: { reader: "reader", reviewer: "reviewer", admin: "admin" },
                allowed: 'a JSON object such as {"radiology": "reader", "it": "admin"}',
              }),
            },
            strict,
          ),
          { title: "The identity provider, if `accounts` is `oidc`." },
        ),
        publicOrigin: NullOr(
          Type.Refine(Type.String(), isHttpOrigin, () => "must be an origin"),
          {
            title: "Where browsers find the server. None: at its own address and port.",
            allowed: "an origin such as https://reading.hospital.example, without a path",
          },
        ),
        tls: NullOr(
          Type.Object(
            {
              certificateFile: Type.String({
                title: "Certificate chain, PEM.",
                minLength: 1,
                ...path,
              }),
              keyFile: Type.String({
                title: "Its private key, PEM.",
                minLength: 1,
                ...path,
              }),
            },
            strict,
          ),
          { title: "TLS by the server itself." },
        ),
        trustedProxies: Type.Array(Type.String({ pattern: "^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$" }), {
          title: "Proxies that bring TLS: their X-Forwarded headers are believed.",
          default: [],
          allowed: "addresses or networks such as 10.0.0.5 or 10.0.0.0/24",
        }),
        sessionMinutes: Type.Integer({
          title: "Minutes without a request after which a session ends.",
          default: 60,
          minimum: 1,
          maximum: 1_440,
        }),
        sessionHours: Type.Integer({
          title: "Hours after which a session ends in any case.",
          default: 12,
          minimum: 1,
          maximum: 168,
        }),
        loginAttempts: Type.Integer({
          title: "Wrong passwords after which an account is locked.",
          default: 5,
          minimum: 1,
          maximum: 100,
        }),
        lockoutMinutes: Type.Integer({
          title: "Minutes that it stays locked.",
          default: 15,
          minimum: 1,
          maximum: 1_440,
        }),
        requestsPerMinute: Type.Integer({
          title: "Requests of one address in a minute; more are answered with 429.",
          default: 6_000,
          minimum: 10,
          maximum: 10_000_000,
        }),
      },
      strict,
    ),
    audit: Type.Object(
      {
        keyFile: NullOr(Type.String({ minLength: 1 }), {
          title: "Key of the audit log's chain. None: `audit.key` in the data folder.",
          ...path,
        }),
        headFile: NullOr(Type.String({ minLength: 1 }), {
          title:
            "Where the audit log's head is kept apart. None: `audit.head` in the data folder, which protects less.",
          ...path,
        }),
      },
      strict,
    ),
    report: Type.Object(
      {
        browser: NullOr(Type.String({ minLength: 1 }), {
          title:
            "Chromium, Chrome or Edge that prints reports as PDF. None: whichever is in the usual places of this machine.",
          ...path,
          allowed: "a path of a program",
        }),
      },
      strict,
    ),
    log: Type.Object(
      {
        level: Type.Enum(["debug", "info", "warn", "error"], {
          title: "Least severity that is logged.",
          default: "info",
        }),
      },
      strict,
    ),
  },
  strict,
);

/** How a server runs: from its file, the environment and the command line, checked. Paths are absolute. */
export type ServerConfig = Frozen<Static<typeof ServerConfigSchema>>;

type Frozen<Value> = Value extends object
  ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
  : Value;
