import type { Actor } from "../actor.ts";

/** Whoever makes a request, and by what they are known. */
export interface Visitor {
  readonly actor: Actor;
  /** `machine`: they sit at it, and there are no accounts. */
  readonly by: "machine" | "session" | "token";
  /** Of the session: the row's id, and the token that unsafe requests must bring; null otherwise. */
  readonly session: { readonly id: string; readonly csrfToken: string } | null;
}
