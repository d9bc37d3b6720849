/** How a server runs: from its file, the environment and the command line, checked. */
export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Absolute path of the folder of studies, results, keys and the embedded database. */
  readonly dataFolder: string;
  /** A PostgreSQL server; null: the embedded database in the data folder. */
  readonly databaseUrl: string | null;
  /** Folder or registered name of a model; null: the bundled one. */
  readonly model: string | null;
  readonly reading: {
    /** Threads that read radiographs in this process; 0: other processes (`thorascope worker`) read. */
    readonly threads: number;
    /** A reading that takes longer is stopped and tried again. */
    readonly seconds: number;
    /** How often a reading that failed is tried again before it is given up. */
    readonly retries: number;
  };
  readonly uploads: {
    /** Most bytes of a file, also of one within an archive. */
    readonly fileBytes: number;
    readonly filesPerRequest: number;
    /** Most bytes of an archive's files when unpacked, together. */
    readonly archiveBytes: number;
    readonly archiveFiles: number;
    /** Readings that may wait; beyond, uploads are answered with 503. */
    readonly waiting: number;
  };
  readonly access: {
    /** `none`: only on the loopback address. */
    readonly accounts: "none" | "local" | "oidc";
    readonly oidc: {
      readonly issuer: string;
      readonly clientId: string;
      readonly clientSecretFile: string | null;
      /** Claim of the identity token that names the role, and which of its values give which role. */
      readonly roleClaim: string;
      readonly roles: Readonly<Record<string, "reader" | "reviewer" | "admin">>;
    } | null;
    /** Where browsers find the server, e.g. https://reading.hospital.example; null: at host and port. */
    readonly publicOrigin: string | null;
    readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null;
    /** Addresses of proxies that bring TLS, whose X-Forwarded headers are believed. */
    readonly trustedProxies: readonly string[];
    readonly sessionMinutes: number;
    readonly loginAttempts: number;
    readonly lockoutMinutes: number;
    /** Of one address. */
    readonly requestsPerMinute: number;
  };
  readonly audit: {
    /** Key of the audit log's chain; null: in the data folder. */
    readonly keyFile: string | null;
    /** Where the chain's head is kept apart; null: in the data folder. */
    readonly headFile: string | null;
  };
  readonly log: { readonly level: "debug" | "info" | "warn" | "error" };
}
