import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { AccessError } from "../errors.ts";
import { createToken, listTokens, revokeToken, type TokenSummary } from "../tokens.ts";
import { type AccessContext, requirePerson } from "./context.ts";
import { IdSchema, RoleSchema, TokenSchema } from "./schemas.ts";

/** Days that a token lasts if nobody says how many, and the most. */
const DAYS = 90;
const MOST_DAYS = 366;

/** Tokens for programs: each belongs to an account. */
export function addTokenRoutes(context: AccessContext): void {
  const { database, audit, now } = context;
  const app = context.app.withTypeProvider<TypeBoxTypeProvider>();

  app.get("/api/tokens", {
    config: { role: "reader" },
    schema: {
      tags: ["access"],
      summary: "Your tokens",
      response: { 200: Type.Object({ items: Type.Array(TokenSchema) }) },
    },
    handler: async ({ actor }) => {
      const tokens = actor.id === null ? [] : await listTokens(database.queries, actor.id);
      return { items: tokens.map(toJson) };
    },
  });

  app.post("/api/tokens", {
    config: { role: "reader" },
    schema: {
      tags: ["access"],
      summary: "Make a token",
      description: "The secret is told once. The role is at most your own.",
      body: Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 100 }),
          role: Type.Optional(RoleSchema),
          days: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_DAYS })),
        },
        { additionalProperties: false },
      ),
      response: {
        201: Type.Object({
          secret: Type.String({ description: "For the header Authorization: Bearer SECRET." }),
          token: TokenSchema,
        }),
      },
    },
    handler: async ({ actor, visitor, body }, reply) => {
      requirePerson(visitor);
      const { id, role } = actor;
      if (id === null) throw noAccount();
      const wanted = { name: body.name, role: body.role ?? role, days: body.days ?? DAYS };
      const made = await database.queries.transaction().execute(async (transaction) => {
        const created = await createToken(transaction, { id, role }, wanted, now());
        const detail = { role: created.token.role, days: wanted.days };
        await audit.append(
          { actor, action: "token.create", subject: created.token.id, detail },
          transaction,
        );
        return created;
      });
      return reply.status(201).send({ secret: made.secret, token: toJson(made.token) });
    },
  });

  app.delete("/api/tokens/:id", {
    config: { role: "reader" },
    schema: {
      tags: ["access"],
      summary: "Revoke a token",
      description: "Admins may revoke everybody's.",
      params: IdSchema,
      response: { 204: Type.Null() },
    },
    handler: async ({ actor, visitor, params }, reply) => {
      requirePerson(visitor);
      const owner = actor.role === "admin" ? null : actor.id;
      await database.queries.transaction().execute(async (transaction) => {
        await revokeToken(transaction, params.id, owner, now());
        await audit.append({ actor, action: "token.revoke", subject: params.id }, transaction);
      });
      return reply.status(204).send(null);
    },
  });
}

function noAccount(): AccessError {
  return new AccessError(
    "ACCESS_SESSION_NEEDED",
    "a token belongs to an account, and this server has none (access.accounts is none). Programs of this machine need no token.",
  );
}

function toJson(token: TokenSummary) {
  return {
    ...token,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}
