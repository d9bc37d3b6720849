import type { FastifyRequest } from "fastify";
import { LOCAL_ACTOR } from "../actor.ts";
import type { ServerConfig } from "../config/server-config.ts";
import type { Database } from "../store/database.ts";
import { sessionCookie } from "./cookies.ts";
import { AccessError } from "./errors.ts";
import { findSession } from "./sessions.ts";
import { findToken } from "./tokens.ts";
import type { Visitor } from "./visitor.ts";

const MACHINE: Visitor = { actor: LOCAL_ACTOR, by: "machine", session: null };

/**
 * Who makes a request: by the token in its Authorization header (RFC 6750) or by its session cookie. Null if
 * nobody is signed in.
 *
 * @throws AccessError ACCESS_TOKEN_INVALID.
 */
export async function identify(
  request: FastifyRequest,
  { queries }: Database,
  config: ServerConfig,
  now: Date,
): Promise<Visitor | null> {
  if (config.access.accounts === "none") return MACHINE;
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, secret] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (secret === undefined) throw noBearer();
    const account = await findToken(queries, secret, now);
    return { actor: { kind: "token", ...account }, by: "token", session: null };
  }
  const secret = request.cookies[sessionCookie(config).name];
  if (secret === undefined) return null;
  const session = await findSession(queries, secret, now, config.access);
  if (session === null) return null;
  const { id, csrfToken, account } = session;
  return { actor: { kind: "account", ...account }, by: "session", session: { id, csrfToken } };
}

function noBearer(): AccessError {
  return new AccessError(
    "ACCESS_TOKEN_INVALID",
    "the Authorization header is not of the form `Bearer thorascope_...`. Make a token under /api/tokens.",
  );
}
