import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { App } from "../../../src/server/http/route.ts";
import { addReadingRoom, hasReadingRoom } from "../../../src/server/http/routes/reading-room.ts";
import { SHARED_SCHEMAS } from "../../../src/server/http/schemas/shared.ts";

const PAGE = '<!doctype html><meta name="style-nonce" content="%STYLE_NONCE%"><p>page</p>';
const SCRIPT = "export const room = 1;";

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, "icon.svg"), "<svg/>");
  writeFileSync(join(folder, "assets", "index-1a2b.js"), SCRIPT);
  writeFileSync(join(folder, "assets", "index-1a2b.js.br"), brotliCompressSync(SCRIPT));
  app = Fastify();
  for (const schema of SHARED_SCHEMAS) app.addSchema(schema);
  await addReadingRoom(app as unknown as App, folder);
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

test.each(["/", "/?finding=Mass&search=x", `/studies/${"a".repeat(64)}`, "/studies/no-id"])(
  "%s is the page, asked for each time",
  async (url) => {
    const { statusCode, headers, body } = await app.inject(url);
    expect(statusCode).toBe(200);
    expect(body).toContain("<p>page</p>");
    expect(headers["cache-control"]).toBe("no-cache");
  },
);

test("each answer has a nonce of its own, which the policy names for styles and for nothing else", async () => {
  const nonces = new Set<string>();
  for (let time = 0; time < 3; time++) {
    const { headers, body } = await app.inject("/");
    const nonce = /content="([^"]+)"/.exec(body)?.[1] ?? "";
    const policy = String(headers["content-security-policy"]);
    expect(nonce.length).toBeGreaterThan(20);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy.split(nonce)).toHaveLength(2);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test("files named by their content are kept for a year, and come compressed to who takes that", async () => {
  const headers = { "accept-encoding": "br, gzip" };
  const compressed = await app.inject({ url: "/assets/index-1a2b.js", headers });
  expect(compressed.headers["content-encoding"]).toBe("br");
  expect(compressed.rawPayload).toEqual(brotliCompressSync(SCRIPT));
  const plain = await app.inject("/assets/index-1a2b.js");
  expect(plain.body).toBe(SCRIPT);
  for (const answer of [compressed, plain]) {
    expect(answer.headers["content-type"]).toMatch(/javascript/);
    expect(answer.headers["cache-control"]).toContain("immutable");
  }
  expect((await app.inject("/icon.svg")).headers["cache-control"]).toBe("public, max-age=3600");
});

test.each([
  "/index.html",
  "/assets/../index.html",
  "/assets/..%2f..%2fpackage.json",
  "/assets/gone-0000.js",
  "/assets/",
])("%s is not there", async (url) => {
  expect((await app.inject(url)).statusCode).toBe(404);
});

test("a server that runs without a build says so", () => {
  expect(hasReadingRoom(folder)).toBe(true);
  expect(hasReadingRoom(join(folder, "assets"))).toBe(false);
});
