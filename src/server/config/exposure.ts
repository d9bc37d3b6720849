import { ConfigError } from "./errors.ts";
import { isLoopback } from "./origin.ts";
import type { ServerConfig } from "./server-config.ts";

/**
 * Refuses to let strangers in: a server that others than users of this machine can reach needs accounts, and
 * TLS by itself or by a proxy that is named.
 *
 * @throws ConfigError CONFIG_EXPOSED, with the settings that are missing; CONFIG_INCOMPLETE if `accounts` is
 *   `oidc` and no provider is named.
 */
export function checkExposure(config: ServerConfig): void {
  const { access, host } = config;
  if (access.accounts === "oidc" && access.oidc === null) {
    throw new ConfigError(
      "CONFIG_INCOMPLETE",
      "access.accounts is oidc, but no identity provider is named. Set access.oidc.issuer and access.oidc.clientId.",
      { key: "access.oidc" },
    );
  }
  const publicHost = access.publicOrigin === null ? null : new URL(access.publicOrigin).hostname;
  const reachedBy = !isLoopback(host)
    ? `host is ${host}`
    : publicHost !== null && !isLoopback(publicHost)
      ? `access.publicOrigin is ${access.publicOrigin}`
      : null;
  if (reachedBy === null) return;
  const missing = [
    ...(access.accounts === "none" ? ["access.accounts to local or oidc"] : []),
    ...(hasTls(config)
      ? []
      : [
          "either access.tls.certificateFile and access.tls.keyFile, or, behind a proxy that brings TLS, access.trustedProxies to its address and access.publicOrigin to an https origin",
        ]),
  ];
  if (missing.length === 0) return;
  throw new ConfigError(
    "CONFIG_EXPOSED",
    `${reachedBy}, so that other machines could reach the server and what it knows of patients. Set ${missing.join("; and ")}. Or leave host at 127.0.0.1. See docs/access.md.`,
    { missing },
  );
}

function hasTls({ access }: ServerConfig): boolean {
  if (access.tls !== null) return true;
  return access.trustedProxies.length > 0 && access.publicOrigin?.startsWith("https://") === true;
}
