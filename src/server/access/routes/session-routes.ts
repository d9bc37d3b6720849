import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Type, { type Static } from "typebox";
import type { ServerConfig } from "../../config/server-config.ts";
import { checkPassword } from "../accounts/check-password.ts";
import { AccessError } from "../errors.ts";
import { closeSession } from "../sessions.ts";
import type { Visitor } from "../visitor.ts";
import { type AccessContext, forgetSession, NOBODY, signIn } from "./context.ts";
import { NameSchema, PasswordSchema, SessionSchema } from "./schemas.ts";

/** Where a browser begins to sign in at the identity provider. */
export const PROVIDER_SIGN_IN = "/api/session/oidc";

/** Signing in, who am I, signing out. */
export function addSessionRoutes(context: AccessContext): void {
  const { config, database, audit, hasher, limits, now } = context;
  const app = context.app.withTypeProvider<TypeBoxTypeProvider>();

  app.get("/api/session", {
    config: { role: "anyone" },
    schema: {
      tags: ["access"],
      summary: "Who is signed in, and how to sign in",
      response: { 200: SessionSchema },
    },
    handler: async ({ visitor }) => stateOf(visitor, config),
  });

  app.post("/api/session", {
    config: { role: "anyone" },
    schema: {
      tags: ["access"],
      summary: "Sign in with name and password",
      body: Type.Object(
        { name: NameSchema, password: PasswordSchema },
        { additionalProperties: false },
      ),
      response: { 200: SessionSchema },
    },
    handler: async (request, reply) => {
      if (config.access.accounts !== "local") throw noPasswords(config);
      await limits.countSignIn(request, reply);
      const check = await checkPassword(
        database.queries,
        hasher,
        request.body,
        now(),
        config.access,
      );
      const visitor = check.right
        ? await signIn(context, check.account, request.visitor, reply)
        : null;
      if (visitor !== null) return stateOf(visitor, config);
      const { id: subject, reason } = check.right
        ? { id: check.account.id, reason: "wrong password" }
        : { id: check.accountId, reason: check.reason };
      // Not the name that was typed: people type passwords there.
      const detail = { reason, address: request.ip };
      await audit.append({ actor: NOBODY, action: "session.refuse", subject, detail });
      throw loginFailed(config);
    },
  });

  app.delete("/api/session", {
    config: { role: "reader" },
    schema: {
      tags: ["access"],
      summary: "Sign out",
      response: { 204: Type.Null() },
    },
    handler: async ({ visitor, actor }, reply) => {
      const session = visitor?.session;
      if (session) {
        await database.queries.transaction().execute(async (transaction) => {
          await closeSession(transaction, session.id);
          const entry = { actor, action: "session.close", subject: actor.id } as const;
          await audit.append(entry, transaction);
        });
      }
      forgetSession(reply, config);
      return reply.status(204).send(null);
    },
  });
}

function stateOf(visitor: Visitor | null, { access }: ServerConfig): Static<typeof SessionSchema> {
  const { accounts } = access;
  return {
    accounts,
    account: visitor && {
      id: visitor.actor.id,
      name: visitor.actor.name,
      role: visitor.actor.role,
    },
    csrfToken: visitor?.session?.csrfToken ?? null,
    signIn: {
      password: accounts === "local",
      provider: accounts === "oidc" ? PROVIDER_SIGN_IN : null,
    },
  };
}

function noPasswords({ access }: ServerConfig): AccessError {
  return new AccessError(
    "ACCESS_LOGIN_OFF",
    access.accounts === "none"
      ? "this server has no accounts: whoever sits at its machine may use it. Set access.accounts to have some."
      : `passwords are the identity provider's. Sign in at ${PROVIDER_SIGN_IN}.`,
  );
}

function loginFailed({ access }: ServerConfig): AccessError {
  const { loginAttempts, lockoutMinutes } = access;
  return new AccessError(
    "ACCESS_LOGIN_FAILED",
    `name or password are wrong, or the account is locked or disabled. After ${loginAttempts} wrong passwords an account is locked for ${lockoutMinutes} minutes: wait, or ask an admin of this server.`,
  );
}
