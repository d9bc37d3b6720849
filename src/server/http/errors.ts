import { ThorascopeError } from "../../errors.ts";

export type RequestErrorCode =
  /** A parameter, a key of the query or the body is missing, wrong or unknown. */
  | "REQUEST_INVALID"
  /** There is nothing at this address, or not for this method. */
  | "ROUTE_UNKNOWN"
  /** The body has more bytes than a request may have. */
  | "BODY_TOO_LARGE"
  /** The body is of another type than the route takes. */
  | "MEDIA_TYPE_UNSUPPORTED"
  /** The server has too much to do. */
  | "SERVER_BUSY";

/** A request that is not answered as it was asked. */
export class RequestError extends ThorascopeError<RequestErrorCode> {}
