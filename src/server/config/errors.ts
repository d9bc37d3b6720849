import { ThorascopeError } from "../../errors.ts";

export type ConfigErrorCode =
  /** The file is not there, may not be read, or is not a JSON object. */
  | "CONFIG_UNREADABLE"
  /** There is no setting of this name. */
  | "CONFIG_UNKNOWN"
  /** A setting has a value that it cannot have. */
  | "CONFIG_INVALID"
  /** A setting needs another one, which is missing. */
  | "CONFIG_INCOMPLETE"
  /** A secret stands on the command line, where every user of the machine can read it. */
  | "CONFIG_SECRET"
  /** The server would be open to people who have not said who they are. */
  | "CONFIG_EXPOSED";

/** A server is not configured as it must be. */
export class ConfigError extends ThorascopeError<ConfigErrorCode> {}
