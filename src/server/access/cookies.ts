import type { CookieSerializeOptions } from "@fastify/cookie";
import type { ServerConfig } from "../config/server-config.ts";
import { isSecure } from "./own-address.ts";

/** A cookie's name and how browsers are to keep it. */
export interface CookieKind {
  readonly name: string;
  readonly options: CookieSerializeOptions;
}

/**
 * The cookie of a session: no script reads it, no other page's request carries it, and with https no other
 * host of the domain can set it (RFC 6265bis, section 4.1.3.2: __Host-).
 */
export function sessionCookie(config: ServerConfig): CookieKind {
  return cookie(config, "thorascope", "strict");
}

/**
 * The cookie that binds a sign-in at the identity provider to the browser that began it. It must come along
 * when the provider's page sends the browser back.
 */
export function signInCookie(config: ServerConfig): CookieKind {
  return cookie(config, "thorascope-sign-in", "lax");
}

function cookie(config: ServerConfig, name: string, sameSite: "strict" | "lax"): CookieKind {
  const secure = isSecure(config);
  return {
    name: secure ? `__Host-${name}` : name,
    options: { path: "/", httpOnly: true, secure, sameSite },
  };
}
