export { AccessError, type AccessErrorCode } from "./errors.ts";
export { type AccessOptions, addAccess, CSRF_HEADER } from "./plugin.ts";
export { ACCESS_PROBLEMS } from "./problems.ts";
export { allows, type RouteRole } from "./roles.ts";
export type { Visitor } from "./visitor.ts";
