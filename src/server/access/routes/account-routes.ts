import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import {
  type AccountSummary,
  addAccount,
  changeAccount,
  listAccounts,
  requireAccount,
} from "../accounts/accounts.ts";
import { checkPassword } from "../accounts/check-password.ts";
import { AccessError } from "../errors.ts";
import { requireStrong } from "../passwords/password-rule.ts";
import type { Visitor } from "../visitor.ts";
import { type AccessContext, forgetSession, requirePerson, signIn } from "./context.ts";
import { AccountSchema, IdSchema, NameSchema, PasswordSchema, RoleSchema } from "./schemas.ts";

/** Accounts, for admins; and everybody's own password. */
export function addAccountRoutes(context: AccessContext): void {
  const { database, audit, hasher, now } = context;
  const app = context.app.withTypeProvider<TypeBoxTypeProvider>();

  app.get("/api/accounts", {
    config: { role: "admin" },
    schema: {
      tags: ["access"],
      summary: "All accounts",
      response: { 200: Type.Object({ items: Type.Array(AccountSchema) }) },
    },
    handler: async () => ({ items: (await listAccounts(database.queries)).map(toJson) }),
  });

  app.post("/api/accounts", {
    config: { role: "admin" },
    schema: {
      tags: ["access"],
      summary: "Add an account",
      body: Type.Object(
        { name: NameSchema, role: RoleSchema, password: PasswordSchema },
        { additionalProperties: false },
      ),
      response: { 201: AccountSchema },
    },
    handler: async ({ body, actor, visitor }, reply) => {
      requirePerson(visitor);
      requireStrong(body.password, body.name);
      const passwordHash = await hasher.hash(body.password);
      const account = await database.queries.transaction().execute(async (transaction) => {
        const { name, role } = body;
        const added = await addAccount(transaction, { name, role, passwordHash }, now());
        const detail = { role };
        await audit.append(
          { actor, action: "account.create", subject: added.id, detail },
          transaction,
        );
        return added;
      });
      return reply.status(201).send(toJson(account));
    },
  });

  app.patch("/api/accounts/:id", {
    config: { role: "reader" },
    schema: {
      tags: ["access"],
      summary: "Change an account, or one's own password",
      description:
        "Admins change everything; everybody changes their own password, with the present one. A new password ends all sessions of the account.",
      params: IdSchema,
      body: Type.Object(
        {
          role: Type.Optional(RoleSchema),
          disabled: Type.Optional(Type.Boolean()),
          password: Type.Optional(PasswordSchema),
          currentPassword: Type.Optional(PasswordSchema),
        },
        { additionalProperties: false, minProperties: 1 },
      ),
      response: { 200: AccountSchema },
    },
    handler: async (request, reply) => {
      const { actor, visitor, params, body } = request;
      const { role, disabled, password } = body;
      requirePerson(visitor);
      const isOwn = params.id === actor.id;
      if (actor.role !== "admin" && !(isOwn && role === undefined && disabled === undefined)) {
        throw new AccessError(
          "ACCESS_FORBIDDEN",
          "this needs the role admin: others change only their own password. Ask an admin of this server.",
          { needed: "admin", role: actor.role },
        );
      }
      const { name } = await requireAccount(database.queries, params.id);
      if (password !== undefined && isOwn) {
        await limitedConfirmation(request, name, body.currentPassword ?? "");
      }
      if (password !== undefined) requireStrong(password, name);
      const passwordHash = password === undefined ? undefined : await hasher.hash(password);
      const account = await database.queries.transaction().execute(async (transaction) => {
        const changed = await changeAccount(
          transaction,
          params.id,
          { role, disabled, passwordHash },
          now(),
        );
        const detail = {
          ...(role === undefined ? {} : { role }),
          ...(disabled === undefined ? {} : { disabled }),
          ...(password === undefined ? {} : { password: "changed" }),
        };
        await audit.append(
          { actor, action: "account.change", subject: params.id, detail },
          transaction,
        );
        return changed;
      });
      if (isOwn) await renew(account, visitor, reply, password !== undefined);
      return toJson(account);
    },
  });

  /** @throws AccessError PASSWORD_WRONG; wrong ones count like those of a sign-in. */
  async function limitedConfirmation(
    { actor, ip }: Pick<FastifyRequest, "actor" | "ip">,
    name: string,
    password: string,
  ): Promise<void> {
    const { access } = context.config;
    const check = await checkPassword(database.queries, hasher, { name, password }, now(), access);
    if (check.right) return;
    const { accountId: subject, reason } = check;
    const detail = { reason, address: ip, asked: "present password" };
    await audit.append({ actor, action: "session.refuse", subject, detail });
    throw new AccessError(
      "PASSWORD_WRONG",
      "the present password is wrong, or the account is locked. Give it as currentPassword.",
    );
  }

  /** One's own sessions ended with the change: goes on in a new one, if that is still allowed. */
  async function renew(
    account: AccountSummary,
    visitor: Visitor | null,
    reply: FastifyReply,
    hasNewPassword: boolean,
  ): Promise<void> {
    if (visitor?.by !== "session") return;
    if (account.disabled) forgetSession(reply, context.config);
    else if (hasNewPassword) await signIn(context, account, null, reply);
  }
}

function toJson(account: AccountSummary) {
  return {
    ...account,
    lockedUntil: account.lockedUntil?.toISOString() ?? null,
    createdAt: account.createdAt.toISOString(),
  };
}
