import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/** Everything that a page of ours needs comes from ourselves; nothing else is ever asked for. */
const CONTENT = {
  "default-src": ["'none'"],
  // The viewer's decoders are WebAssembly.
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "worker-src": ["'self'", "blob:"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "blob:", "data:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

/** The policy of a page that may add style elements which carry a nonce, as its own components do. */
export function contentPolicy(styleNonce: string): string {
  const directives = {
    ...CONTENT,
    "style-src": [...CONTENT["style-src"], `'nonce-${styleNonce}'`],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

/** Powers of a browser that no page of ours uses. */
const POWERS = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

const YEAR_SECONDS = 31_536_000;

/**
 * Headers that keep browsers from helping an attacker, on every answer. Answers of the API are not kept by
 * browsers or proxies unless their route says otherwise.
 *
 * @param secure whether browsers reach the server by https.
 */
export async function addSecurityHeaders(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: secure ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
  });
  const powers = POWERS.map((power) => `${power}=()`).join(", ");
  app.addHook("onSend", async (request, reply) => {
    reply.header("permissions-policy", powers);
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) {
      reply.header("cache-control", "no-store");
    }
  });
}
