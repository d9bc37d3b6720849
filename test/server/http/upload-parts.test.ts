import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../../../src/server/http/metrics.ts";
import { answerWithProblems } from "../../../src/server/http/problem/answer-with-problems.ts";
import type { App } from "../../../src/server/http/route.ts";
import { addUploadRoute } from "../../../src/server/http/routes/upload.ts";
import { SHARED_SCHEMAS } from "../../../src/server/http/schemas/shared.ts";
import type { Service } from "../../../src/server/http/service.ts";
import { UPLOADS } from "../files.ts";

/** More than the parts that a form may have unless one says otherwise. */
const FILES = 1200;

let app: App;
let origin: string;

beforeAll(async () => {
  // Of the server only what takes the parts of a form; every file is refused.
  const service = {
    config: { uploads: { ...UPLOADS, filesPerRequest: FILES } },
    queue: { counts: async () => ({ waiting: 0, active: 0 }) },
    metrics: createMetrics(async () => ({ waiting: 0, active: 0 })),
    intake: {
      async take({ source, fileName }: Parameters<Service["intake"]["take"]>[0]) {
        for await (const _ of source);
        return { accepted: [], refused: [{ fileName, code: "NOT_AN_IMAGE", message: "no." }] };
      },
    },
  } as unknown as Service;
  app = Fastify();
  answerWithProblems(app);
  for (const schema of SHARED_SCHEMAS) app.addSchema(schema);
  addUploadRoute(app, service);
  origin = await app.listen({ host: "127.0.0.1", port: 0 });
});

afterAll(() => app?.close());

async function send(count: number) {
  const body = new FormData();
  for (let file = 0; file < count; file++) body.append("file", new File(["x"], `${file}.txt`));
  const answer = await fetch(`${origin}/studies`, { method: "POST", body });
  return (await answer.json()) as { code: string; fields: { refused?: unknown[] } };
}

test("as many files are taken as the configuration says, and not one more", async () => {
  const all = await send(FILES);
  expect(all.code).toBe("NOT_AN_IMAGE");
  expect(all.fields.refused).toHaveLength(FILES);
  expect(await send(FILES + 1)).toMatchObject({ code: "BODY_TOO_LARGE" });
});
