export {
  type AccountChange,
  type AccountSummary,
  addAccount,
  changeAccount,
  listAccounts,
  requireAccountNamed,
} from "./accounts/accounts.ts";
export { AccessError, type AccessErrorCode } from "./errors.ts";
export { createPasswordHasher, type PasswordHasher } from "./passwords/password-hasher.ts";
export { requireStrong } from "./passwords/password-rule.ts";
export { type AccessOptions, addAccess, CSRF_HEADER } from "./plugin.ts";
export { ACCESS_PROBLEMS } from "./problems.ts";
export { allows, type RouteRole } from "./roles.ts";
export type { Visitor } from "./visitor.ts";
