import { ThorascopeError } from "../errors.ts";

export type ServeErrorCode =
  /** Something else listens on the port. */
  "PORT_TAKEN";

/** The server cannot begin to serve. */
export class ServeError extends ThorascopeError<ServeErrorCode> {}
