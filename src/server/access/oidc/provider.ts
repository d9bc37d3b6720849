import { readFile } from "node:fs/promises";
import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import Type, { type Static } from "typebox";
import { Check } from "typebox/schema";
import { isLoopback } from "../../config/origin.ts";
import type { ServerConfig } from "../../config/server-config.ts";
import { AccessError } from "../errors.ts";

/** What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as we need it. */
const MetadataSchema = Type.Object({
  issuer: Type.String(),
  authorization_endpoint: Type.String(),
  token_endpoint: Type.String(),
  jwks_uri: Type.String(),
});

/** How long an answer of the provider may take, and how long its description of itself is believed. */
const TIMEOUT_MILLISECONDS = 10_000;
const HOUR = 3_600_000;

export type OidcConfig = NonNullable<ServerConfig["access"]["oidc"]>;

/** An identity provider that has said what it is. */
export interface Provider {
  readonly config: OidcConfig;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly keys: JWTVerifyGetKey;
  /** Null for a public client. */
  readonly clientSecret: string | null;
}

/**
 * Makes a function that asks the provider what it is, at most once an hour, and again if it could not say it.
 */
export function providerOf(config: OidcConfig, now: () => Date): () => Promise<Provider> {
  let known: { readonly provider: Provider; readonly until: number } | null = null;
  return async () => {
    if (known !== null && known.until > now().getTime()) return known.provider;
    const provider = await discover(config);
    known = { provider, until: now().getTime() + HOUR };
    return provider;
  };
}

/** @throws AccessError OIDC_UNREACHABLE. */
async function discover(config: OidcConfig): Promise<Provider> {
  const address = `${config.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  requireSafe(address);
  const metadata = await askProvider(address, {});
  if (!Check(MetadataSchema, metadata) || metadata.issuer !== config.issuer) {
    throw unreachable(
      `what ${address} says is no description of ${config.issuer}: access.oidc.issuer must be written exactly as the provider writes it`,
    );
  }
  return connect(config, metadata);
}

async function connect(
  config: OidcConfig,
  metadata: Static<typeof MetadataSchema>,
): Promise<Provider> {
  const { authorization_endpoint, token_endpoint, jwks_uri } = metadata;
  for (const address of [authorization_endpoint, token_endpoint, jwks_uri]) requireSafe(address);
  const { clientSecretFile } = config;
  return {
    config,
    authorizationEndpoint: authorization_endpoint,
    tokenEndpoint: token_endpoint,
    keys: createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: TIMEOUT_MILLISECONDS }),
    clientSecret:
      clientSecretFile === null ? null : (await readFile(clientSecretFile, "utf8")).trim(),
  };
}

/**
 * What the provider answers, parsed.
 *
 * @throws AccessError OIDC_UNREACHABLE if it does not answer with JSON and a status of success; OIDC_REFUSED if it
 *   refuses what was posted.
 */
export async function askProvider(address: string, request: RequestInit): Promise<unknown> {
  try {
    const answer = await fetch(address, {
      ...request,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (request.method === "POST" && answer.status >= 400 && answer.status < 500) {
      throw refused(
        `it does not accept the code or this server's secret (status ${answer.status})`,
      );
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return await answer.json();
  } catch (cause) {
    if (cause instanceof AccessError) throw cause;
    throw unreachable(
      `${address} does not answer as it should (${(cause as Error).message})`,
      cause,
    );
  }
}

/** A refusal of a sign-in that says why. */
export function refused(reason: string, cause?: unknown): AccessError {
  return new AccessError(
    "OIDC_REFUSED",
    `the sign-in at the identity provider is not accepted: ${reason}. Begin again.`,
    {},
    { cause },
  );
}

/** Secrets go through nothing but TLS, or stay on this machine. @throws AccessError OIDC_UNREACHABLE. */
function requireSafe(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === "https:" || (url !== null && isLoopback(url.hostname))) return;
  throw unreachable(`${address} is no https address, and so not to be trusted`);
}

function unreachable(reason: string, cause?: unknown): AccessError {
  return new AccessError(
    "OIDC_UNREACHABLE",
    `the identity provider cannot be used: ${reason}. Try again, or ask an admin of this server.`,
    {},
    { cause },
  );
}
