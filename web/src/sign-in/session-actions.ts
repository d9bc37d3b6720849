import type { QueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";
import { request, requestJson } from "../api/request.ts";
import { rememberSession, type Session } from "../api/session.ts";

/** Whether whoever looks may see studies. */
export function mayLook(session: Session | undefined): boolean {
  return session !== undefined && (session.accounts === "none" || session.account !== null);
}

/** Signs in with name and password. @throws ProblemError ACCESS_LOGIN_FAILED and others of docs/access.md */
export async function signIn(queries: QueryClient, name: string, password: string): Promise<void> {
  const body = { name, password };
  const session = await requestJson<Session>("/api/session", { method: "POST", body });
  // An answer that is on its way still says that nobody is signed in.
  await queries.cancelQueries(sessionQuery);
  queries.setQueryData(sessionQuery.queryKey, rememberSession(session));
}

/** Signs out, and forgets everything that was shown. */
export async function signOut(queries: QueryClient): Promise<void> {
  await request("/api/session", { method: "DELETE" });
  await queries.invalidateQueries(sessionQuery);
  forgetStudies(queries);
}

/** Forgets everything that was shown; what is on the page is asked for anew. */
export function forgetStudies(queries: QueryClient): void {
  void queries.resetQueries({
    predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0],
  });
}
