import type { Role } from "./store/tables.ts";

/** Who asks for something. */
export interface Actor {
  /** `local`: whoever sits at this machine, where there are no accounts. `system`: Thorascope itself. */
  readonly kind: "local" | "account" | "token" | "system";
  /** The account's id; null without one. */
  readonly id: string | null;
  /** For the audit log: the account's name, `local` or `worker`. */
  readonly name: string;
  readonly role: Role;
}

/** Whoever sits at this machine, where there are no accounts, may do everything. */
export const LOCAL_ACTOR: Actor = { kind: "local", id: null, name: "local", role: "admin" };
