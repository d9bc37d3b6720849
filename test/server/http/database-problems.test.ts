import Fastify from "fastify";
import { expect, test } from "vitest";
import { answerWithProblems } from "../../../src/server/http/problem/answer-with-problems.ts";
import { StoreError } from "../../../src/server/store/errors.ts";

const withCode = (code: string, message = "of Meier^Anna at 10.0.0.7:5432") =>
  Object.assign(new Error(message), { code });

async function answerTo(error: unknown) {
  const app = Fastify();
  answerWithProblems(app);
  app.get("/", async () => {
    throw error;
  });
  const answer = await app.inject("/");
  await app.close();
  expect(answer.body).not.toMatch(/Meier|10\.0\.0\.7|\/srv/);
  return answer;
}

test.each([
  ["a server that does not listen", withCode("ECONNREFUSED")],
  [
    "one that does not listen at any of its addresses",
    Object.assign(new AggregateError([withCode("ECONNREFUSED")], ""), { code: "ECONNREFUSED" }),
  ],
  ["a connection that is cut", withCode("ECONNRESET")],
  ["a name that leads nowhere", withCode("ENOTFOUND")],
  ["no answer", withCode("ETIMEDOUT")],
  ["a connection that fails", withCode("08006")],
  ["a shutdown", withCode("57P01")],
  ["a start", withCode("57P03")],
  ["too many connections", withCode("53300")],
  ["a connection that ended", new Error("Connection terminated unexpectedly")],
  [
    "one that had ended before",
    new Error("Client has encountered a connection error and is not queryable"),
  ],
  [
    "an embedded one that broke",
    new StoreError("STORE_UNUSABLE", "the embedded database in /srv/data cannot be used.", {
      folder: "/srv/data",
    }),
  ],
])("%s is 503, says when to ask again, and no more", async (_, error) => {
  const answer = await answerTo(error);
  expect(answer.statusCode).toBe(503);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect(answer.json()).toMatchObject({ code: "STORE_UNUSABLE", fields: {} });
});

test.each(["22021", "22008", "22P05"])(
  "a value that no column takes (%s) is the request's",
  async (code) => {
    const answer = await answerTo(withCode(code));
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "REQUEST_INVALID" });
  },
);

test.each([withCode("23505"), withCode("ENOENT"), new Error("Connection"), "a text"])(
  "anything else stays unexpected (%s)",
  async (error) => {
    const answer = await answerTo(error);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: "UNEXPECTED" });
  },
);
