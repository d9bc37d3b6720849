import { ThorascopeError } from "../../errors.ts";

export type StoreErrorCode =
  /** Another process has the data folder. */
  | "STORE_IN_USE"
  /** The database cannot be opened or reached. */
  | "STORE_UNUSABLE"
  /** The tables are of a later version of Thorascope. */
  | "STORE_NEWER"
  /** A restore into the data folder did not come to its end. */
  | "STORE_HALF_RESTORED"
  /** An object's bytes are not those that its name says. */
  | "OBJECT_DAMAGED"
  /** There is no object of that name. */
  | "OBJECT_MISSING"
  /** A file of more bytes than are taken. */
  | "UPLOAD_TOO_LARGE";

/** Something is wrong with where studies are kept. */
export class StoreError extends ThorascopeError<StoreErrorCode> {}
