import { type JWTPayload, jwtVerify } from "jose";
import Type from "typebox";
import { Check } from "typebox/schema";
import type { Role } from "../../store/tables.ts";
import { AccessError } from "../errors.ts";
import { allows } from "../roles.ts";
import { isSame } from "../secret.ts";
import type { BegunSignIn } from "./authorization.ts";
import { askProvider, type OidcConfig, type Provider, refused } from "./provider.ts";

/** Signatures that are believed: with a private key that only the provider has. Never `none`, never a shared secret. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
];

/** Seconds by which the provider's clock may differ from ours. */
const CLOCK_SECONDS = 60;

const TokenAnswerSchema = Type.Object({ id_token: Type.String() });

/** Somebody whom a provider knows. */
export interface Identity {
  readonly subject: string;
  /** What people call the account: its name at the provider. */
  readonly name: string;
  readonly role: Role;
}

/**
 * Exchanges the code that a browser brought for an identity token, and checks that (OpenID Connect Core 1.0,
 * section 3.1.3.7): signature by a key of the provider, issuer, audience, time, and the nonce of this sign-in.
 *
 * @throws AccessError OIDC_UNREACHABLE, OIDC_REFUSED, OIDC_ROLE_MISSING.
 */
export async function redeemCode(
  provider: Provider,
  { nonce, verifier }: BegunSignIn,
  code: string,
  redirectAddress: string,
  now: Date,
): Promise<Identity> {
  const { config } = provider;
  const answer = await askProvider(
    provider.tokenEndpoint,
    tokenRequest(provider, verifier, code, redirectAddress),
  );
  if (!Check(TokenAnswerSchema, answer)) throw refused("it gave no identity token");
  const claims = await verified(provider, answer.id_token, now);
  const parties = [claims.aud ?? []].flat();
  if ((parties.length > 1 || claims.azp !== undefined) && claims.azp !== config.clientId) {
    throw refused("its identity token was made for another program");
  }
  if (typeof claims.nonce !== "string" || !isSame(claims.nonce, nonce)) {
    throw refused("its identity token belongs to another sign-in");
  }
  if (claims.sub === undefined || claims.sub === "") throw refused("it does not say who signed in");
  return { subject: claims.sub, name: nameOf(claims), role: roleOf(claims, config) };
}

function tokenRequest(
  { config, clientSecret }: Provider,
  verifier: string,
  code: string,
  redirectAddress: string,
): RequestInit {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectAddress,
    code_verifier: verifier,
  });
  if (clientSecret === null) {
    body.set("client_id", config.clientId);
    return { method: "POST", body };
  }
  // RFC 6749, section 2.3.1: both parts are form-encoded before they are put together.
  const [id, secret] = [config.clientId, clientSecret].map((part) => encodeURIComponent(part));
  const credentials = Buffer.from(`${id}:${secret}`).toString("base64");
  return { method: "POST", body, headers: { authorization: `Basic ${credentials}` } };
}

/** @throws AccessError OIDC_REFUSED. */
async function verified({ config, keys }: Provider, token: string, now: Date): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: config.issuer,
      audience: config.clientId,
      algorithms: ALGORITHMS,
      requiredClaims: ["sub", "exp", "iat", "nonce"],
      clockTolerance: CLOCK_SECONDS,
      currentDate: now,
    });
    return payload;
  } catch (cause) {
    throw refused(`its identity token is not valid (${(cause as Error).message})`, cause);
  }
}

function nameOf(claims: JWTPayload): string {
  const names = [claims.preferred_username, claims.email, claims.name, claims.sub];
  return names.find((name): name is string => typeof name === "string" && name !== "") ?? "";
}

/** The highest role that the claim gives. @throws AccessError OIDC_ROLE_MISSING. */
function roleOf(claims: JWTPayload, { roleClaim, roles }: OidcConfig): Role {
  const values = [claimAt(claims, roleClaim)].flat();
  const found = values.flatMap((value) =>
    typeof value === "string" && Object.hasOwn(roles, value) ? [roles[value]] : [],
  );
  const highest = found.reduce(
    (best, role) =>
      role === undefined || (best !== undefined && allows(best, role)) ? best : role,
    undefined,
  );
  if (highest !== undefined) return highest;
  throw new AccessError(
    "OIDC_ROLE_MISSING",
    `the identity provider names no role of this server in the claim ${roleClaim}. Ask whoever manages accounts there for one.`,
  );
}

/** A claim by its whole name, or along its dots. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
      return undefined;
    return (value as Readonly<Record<string, unknown>>)[name];
  }, claims);
}
