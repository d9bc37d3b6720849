import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "./test-client.ts";
import { openTestStore, startTestServer, type TestServer, type TestStore } from "./test-server.ts";

let store: TestStore;
const servers: TestServer[] = [];

async function start(options: Parameters<typeof startTestServer>[1]) {
  const server = await startTestServer(store, options);
  servers.push(server);
  return server;
}

beforeAll(async () => {
  store = await openTestStore();
}, 120_000);
afterAll(async () => {
  for (const server of servers) await server.close();
  await store.close();
});

describe("without accounts", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start({});
  });

  test.each(["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])(
    "a program of this machine that asks %s is whoever sits at it",
    async (name) => {
      const host = `${name}:${server.port}`;
      const answer = await ask(server, "GET", "/api/for-admin", { headers: { host } });
      expect(answer).toMatchObject({ status: 200, json: { name: "local" } });
      expect((await ask(server, "POST", "/api/for-admin", { headers: { host } })).status).toBe(200);
    },
  );

  test.each([
    "evil.example",
    "evil.example:PORT",
    "127.0.0.1.evil.example:PORT",
    "localhost.evil.example:PORT",
    "evil.example@127.0.0.1:9",
    "127.0.0.1",
    "127.0.0.1:1",
    "10.0.0.1:PORT",
    "0.0.0.0:PORT",
  ])("the host %s is refused: a name that was made to point here", async (name) => {
    const host = name.replace("PORT", String(server.port));
    for (const path of ["/api/for-admin", "/api/for-anyone", "/nothing"]) {
      const answer = await ask(server, "GET", path, { headers: { host } });
      expect(answer).toMatchObject({ status: 403, json: { code: "ACCESS_HOST_FOREIGN" } });
    }
  });

  test("X-Forwarded-Host of nobody in particular is not believed", async () => {
    const headers = { "x-forwarded-host": "evil.example", "x-forwarded-for": "10.0.0.9" };
    expect((await ask(server, "GET", "/api/for-admin", { headers })).status).toBe(200);
    const turned = { host: "evil.example", "x-forwarded-host": `127.0.0.1:${server.port}` };
    expect((await ask(server, "GET", "/api/for-admin", { headers: turned })).status).toBe(403);
  });

  test("only pages of its own are answered", async () => {
    const own = { origin: server.origin, "sec-fetch-site": "same-origin" };
    expect((await ask(server, "POST", "/api/for-admin", { headers: own })).status).toBe(200);
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
      { origin: `https://127.0.0.1:${server.port}` },
      // Another name of this machine is another origin.
      { origin: `http://localhost:${server.port}` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
    ];
    for (const headers of foreign) {
      for (const method of ["GET", "POST", "DELETE"]) {
        const answer = await ask(server, method, "/api/for-admin", { headers });
        expect(answer).toMatchObject({ status: 403, json: { code: "ACCESS_ORIGIN_FOREIGN" } });
      }
    }
  });

  test("a link that somebody follows opens; a form that another page sends does not", async () => {
    const headers = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect((await ask(server, "GET", "/api/for-anyone", { headers })).status).toBe(200);
    expect((await ask(server, "POST", "/api/for-anyone", { headers })).status).toBe(403);
  });

  test("no answer allows other origins to read it", async () => {
    const headers = {
      origin: "https://evil.example",
      "access-control-request-method": "GET",
    };
    const answer = await ask(server, "OPTIONS", "/api/for-admin", { headers });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("with a public origin, behind a proxy on this machine", () => {
  test("its host is answered as the proxy names it, and its pages are our own", async () => {
    const server = await start({
      "access.accounts": "local",
      "access.publicOrigin": "https://reading.example",
      "access.trustedProxies": "127.0.0.1",
    });
    const path = "/api/for-anyone";
    const proxied = { "x-forwarded-host": "reading.example", "x-forwarded-proto": "https" };
    expect((await ask(server, "GET", path, { headers: proxied })).status).toBe(200);
    const page = { ...proxied, origin: "https://reading.example" };
    expect((await ask(server, "POST", path, { headers: page })).status).toBe(200);
    expect(await ask(server, "GET", path, { headers: { host: "evil.example" } })).toMatchObject({
      json: { code: "ACCESS_HOST_FOREIGN" },
    });
    const evil = { ...proxied, origin: "http://reading.example" };
    expect(await ask(server, "POST", path, { headers: evil })).toMatchObject({
      json: { code: "ACCESS_ORIGIN_FOREIGN" },
    });
    // For a health check of this machine.
    expect((await ask(server, "GET", path)).status).toBe(200);
  });
});
