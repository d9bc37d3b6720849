import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AccessError } from "./errors.ts";

const MINUTE = 60_000;

/** Addresses whose requests are counted; of more, those that were silent longest are forgotten. */
const ADDRESSES = 10_000;

/** Of an IPv6 address: the rest is whatever somebody at one line chooses. */
const IPV6_BITS = 64;

/** Sign-ins of one address in a minute: enough for a ward behind one address, too few to guess passwords. */
const SIGN_INS_PER_MINUTE = 20;

/** Counts the requests of an address, and refuses those beyond what a minute may have. */
export interface Limits {
  /** @throws AccessError ACCESS_TOO_MANY, and the answer says when to ask again. */
  readonly count: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** The same for attempts to sign in. */
  readonly countSignIn: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

/** Limits of requests by address; counted in this process. */
export async function createLimits(
  app: FastifyInstance,
  requestsPerMinute: number,
): Promise<Limits> {
  await app.register(rateLimit, {
    global: false,
    cache: ADDRESSES,
    timeWindow: MINUTE,
    ipv6Subnet: IPV6_BITS,
  });
  const all = app.createRateLimit({
    max: requestsPerMinute,
    timeWindow: MINUTE,
    ipv6Subnet: IPV6_BITS,
  });
  const signIns = app.createRateLimit({
    max: SIGN_INS_PER_MINUTE,
    timeWindow: MINUTE,
    keyGenerator: ({ ip }) => `sign-in ${normalizeIP(ip, IPV6_BITS)}`,
  });
  const refuseBeyond =
    (limit: typeof all) => async (request: FastifyRequest, reply: FastifyReply) => {
      const result = await limit(request);
      if (result.isAllowed || !result.isExceeded) return;
      reply.header("retry-after", result.ttlInSeconds);
      throw new AccessError(
        "ACCESS_TOO_MANY",
        `more than ${result.max} requests of this address in a minute. Ask again in ${result.ttlInSeconds} s.`,
        { seconds: result.ttlInSeconds },
      );
    };
  return { count: refuseBeyond(all), countSignIn: refuseBeyond(signIns) };
}
