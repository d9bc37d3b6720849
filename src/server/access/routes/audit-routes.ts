import { Readable } from "node:stream";
import Type from "typebox";
import { lineOf, readRows } from "../../audit/index.ts";
import type { AccessContext } from "./context.ts";

/** The audit log, for admins; that they saw it stands in it. */
export function addAuditRoutes({ app, audit, database }: AccessContext): void {
  app.get("/api/audit", {
    config: { role: "admin" },
    schema: {
      tags: ["access"],
      summary: "The audit log, as lines of JSON",
      description:
        "Oldest first. `thorascope audit verify --file` checks what was saved of it, with the key of its chain.",
      response: {
        200: {
          description: "An entry per line.",
          content: { "application/x-ndjson": { schema: Type.String() } },
        },
      },
    },
    handler: async ({ actor }, reply) => {
      await audit.append({ actor, action: "audit.see", subject: null });
      const lines = Readable.from(linesOf(), { objectMode: false });
      return reply.type("application/x-ndjson").send(lines);
    },
  });

  async function* linesOf(): AsyncGenerator<Buffer> {
    for await (const row of readRows(database.queries)) yield Buffer.from(lineOf(row));
  }
}
