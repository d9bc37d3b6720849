import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "./test-client.ts";
import { openTestStore, startTestServer, type TestStore } from "./test-server.ts";

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
}, 120_000);
afterAll(() => store.close());

test("every answer tells browsers to help no attacker", async () => {
  const server = await startTestServer(store, {}, (app) => {
    app.get("/page", { config: { role: "anyone" } }, async () => "page");
    app.get("/api/kept", { config: { role: "anyone" } }, async (_request, reply) => {
      reply.header("cache-control", "private, max-age=60");
      return {};
    });
  });
  for (const [path, status, headers] of [
    ["/page", 200, {}],
    ["/api/for-reader", 200, {}],
    ["/nothing", 404, {}],
    ["/api/for-reader", 403, { host: "evil.example" }],
  ] as const) {
    const answer = await ask(server, "GET", path, { headers });
    expect(answer.status).toBe(status);
    const policy = String(answer.headers["content-security-policy"]).split(";").sort();
    expect(policy).toEqual(
      [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].sort(),
    );
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
    expect(answer.headers["cache-control"]).toBe(path === "/page" ? undefined : "no-store");
  }
  const kept = await ask(server, "GET", "/api/kept");
  expect(kept.headers["cache-control"]).toBe("private, max-age=60");
  await server.close();
});

test("with https browsers come by https only", async () => {
  const server = await startTestServer(store, {
    "access.accounts": "local",
    "access.publicOrigin": "https://reading.example",
    "access.trustedProxies": "127.0.0.1",
  });
  const { headers } = await ask(server, "GET", "/api/session");
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
  await server.close();
});

test("more requests of an address than a minute may have: 429, and when to ask again", async () => {
  const server = await startTestServer(store, { "access.requestsPerMinute": 20 });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => ask(server, "GET", "/api/for-reader")),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(refused).toHaveLength(30);
  expect(refused[0]?.json.code).toBe("ACCESS_TOO_MANY");
  expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
  // Also for what is not there.
  expect((await ask(server, "GET", "/nothing")).status).toBe(429);
  await server.close();
});

test("behind a proxy every client has a count of its own", async () => {
  const server = await startTestServer(store, {
    "access.requestsPerMinute": 10,
    "access.trustedProxies": "127.0.0.1",
  });
  const from = (address: string) =>
    ask(server, "GET", "/api/for-anyone", { headers: { "x-forwarded-for": address } });
  for (let count = 0; count < 10; count++) expect((await from("10.0.0.1")).status).toBe(200);
  expect((await from("10.0.0.1")).status).toBe(429);
  expect((await from("10.0.0.2")).status).toBe(200);
  // All addresses of an IPv6 line are one.
  for (let count = 0; count < 10; count++) {
    expect((await from(`2001:db8:1:1::${count}`)).status).toBe(200);
  }
  expect((await from("2001:db8:1:1:ffff::1")).status).toBe(429);
  expect((await from("2001:db8:1:2::1")).status).toBe(200);
  await server.close();
});

test("a server with a route that says of nobody who may use it does not start", async () => {
  const start = startTestServer(store, {}, (app) => {
    app.get("/forgotten", async () => "open to all");
  });
  await expect(start).rejects.toMatchObject({
    code: "ACCESS_UNDECIDED",
    message: expect.stringMatching(/^GET \/forgotten/),
  });
});
