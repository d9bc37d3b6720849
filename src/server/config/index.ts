export { defaultDataFolder } from "./data-folder.ts";
export { ConfigError, type ConfigErrorCode } from "./errors.ts";
export { checkExposure } from "./exposure.ts";
export { isHttpOrigin, isLoopback } from "./origin.ts";
export { type ConfigSources, readServerConfig } from "./read-config.ts";
export type { ServerConfig } from "./server-config.ts";
export { settingsTable } from "./table.ts";
