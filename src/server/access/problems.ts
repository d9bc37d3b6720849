import type { AccessErrorCode } from "./errors.ts";

/** How HTTP answers each code of ours. */
export const ACCESS_PROBLEMS: Readonly<
  Record<AccessErrorCode, { readonly status: number; readonly title: string }>
> = {
  ACCESS_HOST_FOREIGN: { status: 403, title: "The request is for another host" },
  ACCESS_ORIGIN_FOREIGN: { status: 403, title: "The request comes from another web page" },
  ACCESS_LOGIN_NEEDED: { status: 401, title: "Nobody is signed in" },
  ACCESS_LOGIN_FAILED: { status: 401, title: "The sign-in failed" },
  ACCESS_LOGIN_OFF: { status: 409, title: "Nobody can sign in this way here" },
  ACCESS_TOKEN_INVALID: { status: 401, title: "The token is not valid" },
  ACCESS_FORBIDDEN: { status: 403, title: "Whoever asks may not do this" },
  ACCESS_SESSION_NEEDED: { status: 403, title: "A person must do this" },
  ACCESS_CSRF: { status: 403, title: "The request may be forged" },
  ACCESS_TOO_MANY: { status: 429, title: "Too many requests" },
  ACCESS_BUSY: { status: 503, title: "Too many people sign in at once" },
  ACCESS_UNDECIDED: { status: 500, title: "Nobody said who may do this" },
  PASSWORD_WEAK: { status: 422, title: "The password is too weak" },
  PASSWORD_WRONG: { status: 403, title: "The password is wrong" },
  ACCOUNT_UNKNOWN: { status: 404, title: "There is no such account" },
  ACCOUNT_EXISTS: { status: 409, title: "There is an account of this name" },
  ACCOUNT_NAME_INVALID: { status: 422, title: "No account can have this name" },
  ACCOUNT_LAST_ADMIN: { status: 409, title: "Nobody could manage accounts any more" },
  ACCOUNT_OF_PROVIDER: { status: 409, title: "The identity provider decides this" },
  TOKEN_UNKNOWN: { status: 404, title: "There is no such token" },
  OIDC_UNREACHABLE: { status: 503, title: "The identity provider cannot be reached" },
  OIDC_REFUSED: { status: 403, title: "The identity provider's answer is not believed" },
  OIDC_ROLE_MISSING: { status: 403, title: "The identity provider names no role" },
};
