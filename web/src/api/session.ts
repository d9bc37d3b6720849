import type { Static } from "typebox";
import type { SessionSchema } from "../../../src/server/access/routes/schemas.ts";

/** Who is signed in, and how to sign in. */
export type Session = Static<typeof SessionSchema>;

/** Token that every request must bring that changes something, where there are accounts. */
let csrfToken: string | null = null;

/** Remembers the session's token for the requests that come. */
export function rememberSession(session: Session): Session {
  csrfToken = session.csrfToken;
  return session;
}

/** Headers that a request needs that changes something. */
export function csrfHeaders(): Record<string, string> {
  return csrfToken === null ? {} : { "x-csrf-token": csrfToken };
}
