import { ThorascopeError } from "../../errors.ts";

export type AccessErrorCode =
  /** The request names a host that is not this server. */
  | "ACCESS_HOST_FOREIGN"
  /** The request comes from another web page. */
  | "ACCESS_ORIGIN_FOREIGN"
  /** Nobody is signed in. */
  | "ACCESS_LOGIN_NEEDED"
  /** Name or password are wrong, or the account is locked or disabled. */
  | "ACCESS_LOGIN_FAILED"
  /** This server has no accounts with passwords, or no identity provider. */
  | "ACCESS_LOGIN_OFF"
  /** The token is unknown, expired or revoked. */
  | "ACCESS_TOKEN_INVALID"
  /** The account's role, or the token's, does not allow it. */
  | "ACCESS_FORBIDDEN"
  /** A person must do it, in a session of their own: a token may not. */
  | "ACCESS_SESSION_NEEDED"
  /** The session's token against forged requests is missing or wrong. */
  | "ACCESS_CSRF"
  /** Too many requests of this address. */
  | "ACCESS_TOO_MANY"
  /** Too many people sign in at once. */
  | "ACCESS_BUSY"
  /** A route does not say who may use it: a fault of Thorascope's. */
  | "ACCESS_UNDECIDED"
  /** The password is too short, too long or too common. */
  | "PASSWORD_WEAK"
  /** The password given for confirmation is not the account's. */
  | "PASSWORD_WRONG"
  /** There is no such account. */
  | "ACCOUNT_UNKNOWN"
  /** There is an account of this name already. */
  | "ACCOUNT_EXISTS"
  /** A name that no account can have. */
  | "ACCOUNT_NAME_INVALID"
  /** It is the last account that can manage the others. */
  | "ACCOUNT_LAST_ADMIN"
  /** The identity provider decides this. */
  | "ACCOUNT_OF_PROVIDER"
  /** There is no such token. */
  | "TOKEN_UNKNOWN"
  /** The identity provider cannot be reached, or does not answer as OpenID Connect says. */
  | "OIDC_UNREACHABLE"
  /** What the identity provider or the browser brought back cannot be believed. */
  | "OIDC_REFUSED"
  /** The identity provider names none of the roles that the configuration knows. */
  | "OIDC_ROLE_MISSING";

/** Somebody may not do what they ask for. */
export class AccessError extends ThorascopeError<AccessErrorCode> {}
