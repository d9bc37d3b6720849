import { ThorascopeError } from "../errors.ts";

/** Thrown when a command is used in a way that it can't be; ends with exit code 2. */
export class UsageError extends ThorascopeError<"WRONG_USAGE"> {
  constructor(message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super("WRONG_USAGE", message, fields);
  }
}
