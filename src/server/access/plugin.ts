import cookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { Actor } from "../actor.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ServerConfig } from "../config/server-config.ts";
import type { Database } from "../store/database.ts";
import { AccessError } from "./errors.ts";
import { identify } from "./identify.ts";
import { createLimits } from "./limits.ts";
import { isSecure, requireOwnAddress } from "./own-address.ts";
import { createPasswordHasher, type PasswordHasher } from "./passwords/password-hasher.ts";
import { allows, type RouteRole } from "./roles.ts";
import { addAccountRoutes } from "./routes/account-routes.ts";
import { addAuditRoutes } from "./routes/audit-routes.ts";
import { addOidcRoutes } from "./routes/oidc-routes.ts";
import { addSessionRoutes } from "./routes/session-routes.ts";
import { addTokenRoutes } from "./routes/token-routes.ts";
import { isSame } from "./secret.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import type { Visitor } from "./visitor.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may use the route; every route says it. */
    role?: RouteRole;
  }
  interface FastifyRequest {
    /** Who asks. @throws AccessError ACCESS_LOGIN_NEEDED if nobody is signed in, on routes for anyone. */
    readonly actor: Actor;
    /** Who asks, and by what they are known; null if nobody is signed in. */
    visitor: Visitor | null;
  }
}

/** What access stands on. */
export interface AccessOptions {
  readonly config: ServerConfig;
  readonly database: Database;
  readonly audit: AuditLog;
  /** How passwords are hashed; left out: as OWASP advises. */
  readonly hasher?: PasswordHasher;
  /** What time it is; left out: the machine's. */
  readonly clock?: () => Date;
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** The header that brings a session's token against forged requests. */
export const CSRF_HEADER = "x-csrf-token";

/**
 * Lets in who may come in. To be called before any route is added; after it, every route must say in
 * `config.role` who may use it, and every request is from somebody who may.
 *
 * A request is checked in this order: how many there are of its address, whether it is meant for us and comes
 * from a page of ours, who makes it, what they may, and, if it changes something by a session's cookie,
 * whether it brings the session's token (OWASP's synchronizer token pattern).
 */
export async function addAccess(app: FastifyInstance, options: AccessOptions): Promise<void> {
  const { config, database, audit, hasher = createPasswordHasher() } = options;
  const now = options.clock ?? (() => new Date());
  requireRoles(app);
  await app.register(cookie);
  await addSecurityHeaders(app, isSecure(config));
  const limits = await createLimits(app, config.access.requestsPerMinute);
  app.decorateRequest("visitor", null);
  app.decorateRequest("actor", {
    getter(this: FastifyRequest) {
      if (this.visitor === null) throw loginNeeded();
      return this.visitor.actor;
    },
  });
  app.addHook("onRequest", async (request, reply) => {
    const { role, rateLimit } = request.routeOptions.config;
    if (rateLimit !== false) await limits.count(request, reply);
    requireOwnAddress(request, config);
    request.visitor = await identify(request, database, config, now()).catch((error) => {
      throw challenged(reply, error);
    });
    // Whoever asks for what is not there learns just that.
    const needed = request.is404 ? "anyone" : (role ?? "admin");
    if (needed === "anyone") return;
    if (request.visitor === null) throw challenged(reply, loginNeeded());
    requireRole(request.visitor.actor, needed);
    requireCsrfToken(request, request.visitor);
  });
  const context = { app, config, database, audit, hasher, limits, now };
  addSessionRoutes(context);
  addAccountRoutes(context);
  addTokenRoutes(context);
  addAuditRoutes(context);
  const { accounts, oidc } = config.access;
  if (accounts === "oidc" && oidc !== null) addOidcRoutes(context, oidc);
}

/** A server with a route that nobody thought about does not start. */
function requireRoles(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.addHook("onRoute", (route) => {
    routes.push(route);
  });
  app.addHook("onReady", async () => {
    const open = routes.find(({ config }) => config?.role === undefined);
    if (open === undefined) return;
    throw new AccessError(
      "ACCESS_UNDECIDED",
      `${open.method} ${open.url} does not say who may use it. Give the route \`config: { role }\`.`,
      { route: open.url },
    );
  });
}

/** @throws AccessError ACCESS_FORBIDDEN. */
function requireRole({ role }: Actor, needed: RouteRole): void {
  if (allows(role, needed)) return;
  throw new AccessError(
    "ACCESS_FORBIDDEN",
    `this needs the role ${needed}, and yours is ${role}. Ask an admin of this server.`,
    { needed, role },
  );
}

/** @throws AccessError ACCESS_CSRF. */
function requireCsrfToken(request: FastifyRequest, { session }: Visitor): void {
  if (session === null || SAFE_METHODS.includes(request.method)) return;
  const token = request.headers[CSRF_HEADER];
  if (typeof token === "string" && isSame(token, session.csrfToken)) return;
  throw new AccessError(
    "ACCESS_CSRF",
    `the header ${CSRF_HEADER} is missing or is not the session's. GET /api/session has the right one.`,
  );
}

function loginNeeded(): AccessError {
  return new AccessError(
    "ACCESS_LOGIN_NEEDED",
    "nobody is signed in. Sign in, or send a token: `Authorization: Bearer thorascope_...`.",
  );
}

/** Says with a 401 how to be let in, as RFC 9110, section 11.6.1 demands. */
function challenged(reply: FastifyReply, error: unknown): unknown {
  if (error instanceof AccessError) reply.header("www-authenticate", 'Bearer realm="thorascope"');
  return error;
}
