import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { signInCookie } from "../cookies.ts";
import { authorizationAddress, beginSignIn, fromCookie, toCookie } from "../oidc/authorization.ts";
import { redeemCode } from "../oidc/identity.ts";
import { type OidcConfig, providerOf, refused } from "../oidc/provider.ts";
import { accountOf } from "../oidc/provider-account.ts";
import { isSame } from "../secret.ts";
import { type AccessContext, NOBODY, signIn } from "./context.ts";
import { PROVIDER_SIGN_IN } from "./session-routes.ts";

const CALLBACK = `${PROVIDER_SIGN_IN}/callback`;

/** Seconds that a person may take to sign in at the provider. */
const SIGN_IN_SECONDS = 600;

/**
 * Signing in at the identity provider: one address that sends the browser there, and one that it comes back
 * to with a code.
 */
export function addOidcRoutes(context: AccessContext, oidc: OidcConfig): void {
  const { config, database, audit, limits, now } = context;
  const app = context.app.withTypeProvider<TypeBoxTypeProvider>();
  const provider = providerOf(oidc, now);
  const cookie = signInCookie(config);
  const redirectAddress = (host: string) =>
    `${config.access.publicOrigin ?? `${config.access.tls === null ? "http" : "https"}://${host}`}${CALLBACK}`;

  app.get(PROVIDER_SIGN_IN, {
    config: { role: "anyone" },
    schema: {
      tags: ["access"],
      summary: "Sign in at the identity provider",
      response: { 303: Type.Null({ description: "To the identity provider." }) },
    },
    handler: async (request, reply) => {
      await limits.countSignIn(request, reply);
      const begun = beginSignIn();
      const address = authorizationAddress(await provider(), begun, redirectAddress(request.host));
      reply.setCookie(cookie.name, toCookie(begun), { ...cookie.options, maxAge: SIGN_IN_SECONDS });
      return reply.redirect(address, 303);
    },
  });

  app.get(CALLBACK, {
    config: { role: "anyone" },
    schema: {
      tags: ["access"],
      summary: "Where the identity provider sends the browser back to",
      querystring: Type.Object({
        state: Type.Optional(Type.String({ maxLength: 1_024 })),
        code: Type.Optional(Type.String({ maxLength: 4_096 })),
        iss: Type.Optional(Type.String({ maxLength: 1_024 })),
        error: Type.Optional(Type.String({ maxLength: 1_024 })),
      }),
      response: { 303: Type.Null({ description: "To the server's page, signed in." }) },
    },
    handler: async (request, reply) => {
      const { state, code, iss, error } = request.query;
      const begun = fromCookie(request.cookies[cookie.name]);
      // Each sign-in comes back once.
      reply.clearCookie(cookie.name, cookie.options);
      const visitor = await acceptable().catch(async (reason: unknown) => {
        const detail = { reason: reasonOf(reason), address: request.ip };
        await audit.append({ actor: NOBODY, action: "session.refuse", subject: null, detail });
        throw reason;
      });
      await signIn(context, visitor, request.visitor, reply);
      return reply.redirect("/", 303);

      async function acceptable() {
        if (begun === null || state === undefined || !isSame(state, begun.state)) {
          throw refused("it was not begun in this browser, or too long ago");
        }
        // RFC 9207: another provider's answer.
        if (iss !== undefined && iss !== oidc.issuer) throw refused("another provider answered");
        if (error !== undefined || code === undefined) throw refused("the provider let nobody in");
        const address = redirectAddress(request.host);
        const identity = await redeemCode(await provider(), begun, code, address, now());
        return database.queries
          .transaction()
          .execute((transaction) => accountOf(transaction, audit, oidc.issuer, identity, now()));
      }
    },
  });
}

/** For the audit log: a code of ours, and nothing that came from outside. */
function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unexpected";
}
