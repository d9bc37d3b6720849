import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import staticFiles from "@fastify/static";
import { contentPolicy } from "../../access/security-headers.ts";
import { content, problemResponses } from "../responses.ts";
import type { App } from "../route.ts";
import { StudyParams } from "../schemas/parts.ts";

/** Where `npm run build` puts the page: the same place seen from the sources and from the build. */
export const PAGE_FOLDER = join(import.meta.dirname, "../../../../dist/web");

/** Stands in the page for the nonce of each answer. */
const NONCE_PLACE = "%STYLE_NONCE%";
const NONCE_BYTES = 16;

/** Files whose names change with what is in them, and the others. */
const ASSETS = `${sep}assets${sep}`;
const KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable";
const KEPT_FOR_AN_HOUR = "public, max-age=3600";

/** Whether the page was built: a server that runs from sources alone has none. */
export function hasReadingRoom(folder = PAGE_FOLDER): boolean {
  return existsSync(join(folder, "index.html"));
}

/**
 * The reading room: `GET /`, `GET /studies/:id`, and the files of the page.
 *
 * Files under `/assets` are named by their content and kept for a year; the page that names them is asked for each
 * time. It may add style elements that carry its nonce, which its components need; nothing else is let in that the
 * policy of every other page keeps out.
 */
export async function addReadingRoom(app: App, folder = PAGE_FOLDER): Promise<void> {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  for (const [url, summary, params] of [
    ["/", "The reading room: its worklist", undefined],
    ["/studies/:id", "The reading room: a study", StudyParams],
  ] as const) {
    app.get(
      url,
      {
        config: { role: "anyone" },
        schema: {
          tags: ["operation"],
          summary,
          ...(params ? { params } : {}),
          response: { 200: content("The page.", "text/html"), ...problemResponses() },
        },
        // What stands behind the address is for the page.
        validatorCompiler: () => () => true,
      },
      async (_request, reply) => {
        const nonce = randomBytes(NONCE_BYTES).toString("base64");
        return reply
          .header("content-security-policy", contentPolicy(nonce))
          .header("cache-control", "no-cache")
          .type("text/html; charset=utf-8")
          .send(page.replace(NONCE_PLACE, nonce));
      },
    );
  }
  await app.register(staticFiles, {
    root: folder,
    wildcard: false,
    decorateReply: false,
    index: false,
    preCompressed: true,
    globIgnore: ["index.html*"],
    cacheControl: false,
    setHeaders: (reply, path) =>
      reply.header("cache-control", path.includes(ASSETS) ? KEPT_FOR_A_YEAR : KEPT_FOR_AN_HOUR),
  });
}
