import { createHash } from "node:crypto";
import { createSecret } from "../secret.ts";
import type { Provider } from "./provider.ts";

/** What a browser must bring back so that its sign-in is the one it began. */
export interface BegunSignIn {
  /** Binds the provider's answer to this browser (RFC 6749, section 10.12). */
  readonly state: string;
  /** Binds the identity token to this sign-in (OpenID Connect Core 1.0, section 3.1.2.1). */
  readonly nonce: string;
  /** Proves that who exchanges the code is who asked for it (RFC 7636). */
  readonly verifier: string;
}

/** Begins a sign-in. */
export function beginSignIn(): BegunSignIn {
  return { state: createSecret(), nonce: createSecret(), verifier: createSecret() };
}

/** Where the browser goes to sign in: authorization code flow with PKCE. */
export function authorizationAddress(
  { config, authorizationEndpoint }: Provider,
  { state, nonce, verifier }: BegunSignIn,
  redirectAddress: string,
): string {
  const address = new URL(authorizationEndpoint);
  const parameters = {
    response_type: "code",
    client_id: config.clientId,
    redirect_uri: redirectAddress,
    scope: config.scopes.join(" "),
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/** A begun sign-in as the text of a cookie. */
export function toCookie({ state, nonce, verifier }: BegunSignIn): string {
  return [state, nonce, verifier].join(".");
}

/** A begun sign-in from its cookie; null if it is none. */
export function fromCookie(text: string | undefined): BegunSignIn | null {
  const [, state, nonce, verifier] =
    /^([\w-]{43})\.([\w-]{43})\.([\w-]{43})$/.exec(text ?? "") ?? [];
  return state !== undefined && nonce !== undefined && verifier !== undefined
    ? { state, nonce, verifier }
    : null;
}
