import type { FastifyRequest } from "fastify";
import { isLoopback } from "../config/index.ts";
import type { ServerConfig } from "../config/server-config.ts";
import { AccessError } from "./errors.ts";

/** Whether browsers reach the server by https. */
export function isSecure({ access }: ServerConfig): boolean {
  return access.publicOrigin === null
    ? access.tls !== null
    : access.publicOrigin.startsWith("https:");
}

/**
 * Refuses requests that another web page makes in the name of a user of this machine or of somebody who is
 * signed in.
 *
 * Host: a page that makes its own name point to this machine (DNS rebinding) sends that name. So where the
 * server's names are known, it answers to no other: the host of `publicOrigin`, and, when it listens on the
 * loopback address, the names of that with the port that it listens on.
 *
 * Origin and Sec-Fetch-Site: what browsers say of the page that asks. Programs send neither. A link on
 * another page that a person follows is let through: it shows them our page, and tells the other nothing.
 *
 * @throws AccessError ACCESS_HOST_FOREIGN, ACCESS_ORIGIN_FOREIGN.
 */
export function requireOwnAddress(request: FastifyRequest, config: ServerConfig): void {
  const host = requireOwnHost(request, config);
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (isFollowedLink(request)) return;
  if (origin !== undefined && !isOwnOrigin(origin, host, config)) throw foreignOrigin();
  if (typeof site === "string" && site !== "same-origin" && site !== "none") throw foreignOrigin();
}

/** The request's host as browsers write it in an origin: name and port, less the scheme's usual port. */
function requireOwnHost(request: FastifyRequest, config: ServerConfig): string {
  const { publicOrigin } = config.access;
  const scheme = isSecure(config) ? "https" : "http";
  const host = hostOf(`${scheme}://${request.host}`);
  if (host === null) throw foreignHost();
  const listensToItself = isLoopback(config.host);
  if (publicOrigin === null && !listensToItself) return host;
  const isPublic = publicOrigin !== null && host === hostOf(publicOrigin);
  if (isPublic || (listensToItself && isOwnLoopback(request, config))) return host;
  throw foreignHost();
}

function isOwnLoopback(request: FastifyRequest, { access }: ServerConfig): boolean {
  const named = `http://${request.headers.host ?? request.host}`;
  if (!URL.canParse(named)) return false;
  const url = new URL(named);
  const usual = access.tls === null ? 80 : 443;
  // Requests that never went through a socket (`app.inject`) have no port: they are for the usual one.
  const port = request.socket.localPort ?? usual;
  return isLoopback(url.hostname) && Number(url.port || usual) === port;
}

function isOwnOrigin(origin: string, host: string, config: ServerConfig): boolean {
  const { publicOrigin } = config.access;
  if (publicOrigin !== null && origin === publicOrigin) return true;
  return origin === `${isSecure(config) ? "https" : "http"}://${host}`;
}

function isFollowedLink({ method, headers }: FastifyRequest): boolean {
  return (
    (method === "GET" || method === "HEAD") &&
    headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document"
  );
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

function foreignHost(): AccessError {
  return new AccessError(
    "ACCESS_HOST_FOREIGN",
    "the request names a host that this server does not answer to. Use the address that the server printed when it started, or set access.publicOrigin to the one that browsers use.",
  );
}

function foreignOrigin(): AccessError {
  return new AccessError(
    "ACCESS_ORIGIN_FOREIGN",
    "the request comes from another web page. Only pages of this server may ask it; programs leave Origin out.",
  );
}
