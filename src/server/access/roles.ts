import type { Role } from "../store/tables.ts";

/** Who may use a route: anyone, or whoever has this role or a higher one. */
export type RouteRole = "anyone" | Role;

const RANK: Readonly<Record<RouteRole, number>> = { anyone: 0, reader: 1, reviewer: 2, admin: 3 };

/** Whether a role allows what needs another one: readers < reviewers < admins. */
export function allows(role: Role, needed: RouteRole): boolean {
  return RANK[role] >= RANK[needed];
}

/** The lower one of two roles. */
export function lowerRole(one: Role, other: Role): Role {
  return allows(one, other) ? other : one;
}
