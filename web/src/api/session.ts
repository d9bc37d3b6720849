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

let signedOutListener: () => void = () => {};

/** Calls that whenever the server says that nobody is signed in any more. */
export function whenSignedOut(listener: () => void): void {
  signedOutListener = listener;
}

/** To be called where the server answers that nobody is signed in, or that the session's token is another now. */
export function noteSignedOut(): void {
  signedOutListener();
}

/** Codes of answers that say that what the page knows of the session does not hold any more. */
export const SESSION_LOST: readonly string[] = ["ACCESS_LOGIN_NEEDED", "ACCESS_CSRF"];
