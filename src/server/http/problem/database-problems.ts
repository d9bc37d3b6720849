import { isThorascopeError, type ThorascopeError } from "../../../errors.ts";
import { StoreError } from "../../store/errors.ts";
import { RequestError } from "../errors.ts";

/** Errors of Node.js where the database server cannot be reached, or has gone away. */
const UNREACHABLE: readonly string[] = [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

/**
 * PostgreSQL's codes for connections that fail (class 08), a server that shuts down, crashes or starts (57P0x) and
 * one that has as many connections as it takes (53300): Appendix A of its documentation.
 */
const OUTAGE = /^(08[0-9A-Z]{3}|57P0\d|53300)$/;

/** Values that no column takes (class 22), such as a text with a zero. */
const BAD_VALUE = /^22[0-9A-Z]{3}$/;

/** The driver's own errors, which have no code, for a connection that broke off. */
const BROKEN_OFF = /^Connection terminated|is not queryable$/;

/** An error of the database as ours, without what it says of places and values; null for any other. */
export function translateDatabaseError(error: unknown): ThorascopeError | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? String(error.code) : "";
  const isOutage =
    isThorascopeError(error, "STORE_UNUSABLE") ||
    UNREACHABLE.includes(code) ||
    OUTAGE.test(code) ||
    BROKEN_OFF.test(error.message);
  if (isOutage) {
    return new StoreError(
      "STORE_UNUSABLE",
      "the server's database cannot be used at the moment. Ask again in some seconds; if it stays so, tell whoever runs the server.",
    );
  }
  if (!BAD_VALUE.test(code)) return null;
  return new RequestError(
    "REQUEST_INVALID",
    "a value cannot be stored or looked for, e.g. a text with a zero character. Send it without.",
  );
}
