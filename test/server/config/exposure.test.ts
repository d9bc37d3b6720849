import { describe, expect, test } from "vitest";
import { checkExposure, readServerConfig } from "../../../src/server/config/index.ts";

const accounts = { "access.accounts": "local" };
const tls = { "access.tls.certificateFile": "/c", "access.tls.keyFile": "/k" };
const proxy = { "access.trustedProxies": "10.0.0.1", "access.publicOrigin": "https://r.example" };
const oidc = { "access.accounts": "oidc" };
const provider = { "access.oidc.issuer": "https://login.example", "access.oidc.clientId": "t" };

async function check(options: Record<string, string>): Promise<string> {
  const config = await readServerConfig({ environment: {}, options });
  try {
    checkExposure(config);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("a server that others can reach", () => {
  test.each(["127.0.0.1", "127.8.8.8", "localhost", "::1"])(
    "%s is this machine: nothing is needed",
    async (host) => expect(await check({ host })).toBe(""),
  );

  test.each(["0.0.0.0", "::", "10.0.0.7", "reading.example", "127.0.0.1.example", "1270.0.0.1"])(
    "%s needs accounts and TLS",
    async (host) => {
      expect(await check({ host })).toMatch(
        /access\.accounts to local or oidc; and either access\.tls/,
      );
      expect(await check({ host, ...accounts })).toMatch(/Set either access\.tls/);
      expect(await check({ host, ...tls })).toMatch(/Set access\.accounts to local or oidc\. Or/);
      expect(await check({ host, ...accounts, ...tls })).toBe("");
      expect(await check({ host, ...accounts, ...proxy })).toBe("");
      expect(await check({ host, ...oidc, ...provider, ...tls })).toBe("");
    },
  );

  test("a proxy without an https origin, or an origin without a proxy, is no TLS", async () => {
    const host = "0.0.0.0";
    expect(
      await check({ host, ...accounts, ...proxy, "access.publicOrigin": "http://r.example" }),
    ).toMatch(/https origin/);
    expect(await check({ host, ...accounts, "access.publicOrigin": "https://r.example" })).toMatch(
      /trustedProxies/,
    );
  });

  test("a public origin opens a server on the loopback address, too", async () => {
    expect(await check({ ...proxy })).toMatch(/^access\.publicOrigin is https:\/\/r\.example/);
    expect(await check({ ...proxy, ...accounts })).toBe("");
  });

  test("oidc needs a provider", async () => {
    expect(await check(oidc)).toMatch(/Set access\.oidc\.issuer/);
  });
});
