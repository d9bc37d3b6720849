import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Marks an answer with a tag of what it shows (RFC 9110, section 8.8.3), so that browsers keep it and ask before they
 * show it again: whoever may not see it any more is told so, and every view is on record.
 *
 * @returns whether the one who asks has it already; then 304 is all there is to answer.
 */
export function isKnown(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  const quoted = `"${tag}"`;
  reply.header("etag", quoted).header("cache-control", "private, no-cache");
  const known = request.headers["if-none-match"] ?? "";
  const isSame = known
    .split(",")
    .some((one) => one.trim().replace(/^W\//, "") === quoted || one.trim() === "*");
  if (isSame) reply.status(304);
  return isSame;
}
