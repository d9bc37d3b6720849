import { writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  base64url,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import Provider from "oidc-provider";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Answer, ask, cookieOf } from "./test-client.ts";
import {
  auditedSince,
  openTestStore,
  startTestServer,
  type TestServer,
  type TestStore,
} from "./test-server.ts";

const SECRET = "client secret: a/b+c&d=e%";
const SIGN_IN = "/api/session/oidc";

let store: TestStore;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  store = await openTestStore();
  await writeFile(join(store.folder, "client-secret"), `${SECRET}\n`);
});
afterAll(() => store.close());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  await store.database.queries.deleteFrom("account").execute();
});

/** A listening server whose handler comes later: whoever is to be told its address must exist before it. */
async function listen(): Promise<{ issuer: string; handle: (listener: RequestListener) => void }> {
  let handler: RequestListener = (_request, response) => response.end();
  const server: Server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return {
    issuer: `http://127.0.0.1:${port}`,
    handle: (listener) => {
      handler = listener;
    },
  };
}

async function startThorascope(
  issuer: string,
  options: Record<string, string> = {},
): Promise<TestServer> {
  const server = await startTestServer(store, {
    "access.accounts": "oidc",
    "access.oidc.issuer": issuer,
    "access.oidc.clientId": "thorascope",
    "access.oidc.clientSecretFile": join(store.folder, "client-secret"),
    "access.oidc.roleClaim": "realm.groups",
    "access.oidc.roles": JSON.stringify({ radiology: "reader", heads: "reviewer", it: "admin" }),
    ...options,
  });
  server.now = new Date();
  open.push(server);
  return server;
}

/** Somebody at a provider. */
interface Person {
  readonly sub: string;
  readonly preferred_username: string;
  readonly realm?: unknown;
}

/** A real provider, at which a person is signed in and agrees. */
async function startProvider(person: () => Person) {
  const { issuer, handle } = await listen();
  const server = await startThorascope(issuer);
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "thorascope",
        client_secret: SECRET,
        redirect_uris: [`${server.origin}${SIGN_IN}/callback`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub"], profile: ["preferred_username", "realm"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    cookies: { keys: ["test"] },
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({ ...person(), sub: id }),
    }),
  });
  const callback = provider.callback();
  handle(async (request, response) => {
    if (!request.url?.startsWith("/sign-in/")) return callback(request, response);
    const { prompt, params, session, grantId } = await provider.interactionDetails(
      request,
      response,
    );
    if (prompt.name === "login") {
      return provider.interactionFinished(request, response, {
        login: { accountId: person().sub },
      });
    }
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
    grant?.addOIDCScope("openid profile");
    const consent = { grantId: await grant?.save() };
    return provider.interactionFinished(
      request,
      response,
      { consent },
      { mergeWithLastSubmission: true },
    );
  });
  return { issuer, server };
}

/** Follows a browser from the beginning of a sign-in to where the provider sends it back to. */
async function signInAtProvider(begun: Answer, origin: string): Promise<string> {
  const jar = new Map<string, string>();
  let address = String(begun.headers.location);
  while (!address.startsWith(origin)) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, { redirect: "manual", headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split(/=(.*)/s);
      jar.set(name, value);
    }
    const next = answer.headers.get("location");
    if (next === null) throw new Error(`${answer.status} ${address} ${await answer.text()}`);
    address = new URL(next, address).href;
  }
  return address.slice(origin.length);
}

const NAVIGATION = {
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};

describe("with a real provider", () => {
  let person: Person = {
    sub: "1",
    preferred_username: "Ann",
    realm: { groups: ["radiology", "other"] },
  };

  async function signIn(server: TestServer): Promise<Answer> {
    const begun = await ask(server, "GET", SIGN_IN, { headers: NAVIGATION });
    expect(begun.status).toBe(303);
    const back = await signInAtProvider(begun, server.origin);
    return ask(server, "GET", back, { headers: { ...NAVIGATION, cookie: cookieOf(begun) } });
  }
  const sessionOf = (answer: Answer) =>
    [answer.headers["set-cookie"] ?? []]
      .flat()
      .find((cookie) => /^thorascope=[\w-]{43};/.test(cookie))
      ?.split(";")[0] ?? "";
  const who = async (server: TestServer, cookie: string) =>
    (await ask(server, "GET", "/api/session", { headers: { cookie } })).json;

  test("from the first page to a session; the role is what the provider says each time", async () => {
    const { server, issuer } = await startProvider(() => person);
    const before = (await auditedSince(store, 0)).length;
    const first = await signIn(server);
    expect([first.status, first.headers.location]).toEqual([303, "/"]);
    const session = await who(server, sessionOf(first));
    expect(session.account).toMatchObject({ name: "ann", role: "reader" });
    expect(session.csrfToken).toBeTruthy();
    person = {
      ...person,
      preferred_username: "Ann Renamed",
      realm: { groups: ["heads", "radiology"] },
    };
    const second = await signIn(server);
    expect((await who(server, sessionOf(second))).account).toEqual({
      ...session.account,
      role: "reviewer",
    });
    const [row] = await store.database.queries.selectFrom("account").selectAll().execute();
    expect(row).toMatchObject({ oidc_issuer: issuer, oidc_subject: "1", password_hash: null });
    // Whoever comes a third time with the same role changes nothing.
    await signIn(server);
    const made = { subject: row?.id, actor: "system:identity provider" };
    expect(await auditedSince(store, before)).toMatchObject([
      { action: "account.create", ...made, detail: { role: "reader" } },
      { action: "session.open", subject: row?.id },
      { action: "account.change", ...made, detail: { role: "reviewer" } },
      { action: "session.open", subject: row?.id },
      { action: "session.open", subject: row?.id },
    ]);
  }, 60_000);

  test("without a role, and disabled here: nobody comes in", async () => {
    person = {
      sub: "2",
      preferred_username: "bob",
      realm: { groups: ["cleaning", "constructor"] },
    };
    const { server } = await startProvider(() => person);
    expect((await signIn(server)).json.code).toBe("OIDC_ROLE_MISSING");
    expect(await store.database.queries.selectFrom("account").selectAll().execute()).toEqual([]);
    person = { ...person, realm: { groups: "radiology" } };
    expect((await signIn(server)).status).toBe(303);
    await store.database.queries.updateTable("account").set({ disabled_at: new Date() }).execute();
    const refused = await signIn(server);
    expect(refused.json.code).toBe("ACCESS_LOGIN_FAILED");
    expect(sessionOf(refused)).toBe("");
  }, 60_000);

  test("an answer that another browser asked for, twice, or with another state is refused", async () => {
    person = { sub: "3", preferred_username: "eve", realm: { groups: ["it"] } };
    const { server } = await startProvider(() => person);
    const begun = await ask(server, "GET", SIGN_IN);
    const other = await ask(server, "GET", SIGN_IN);
    const back = await signInAtProvider(begun, server.origin);
    const come = async (path: string, cookie: string) =>
      (await ask(server, "GET", path, { headers: { ...NAVIGATION, cookie } })).json.code ??
      "let in";
    // A victim's browser with the attacker's answer: it would be signed in as the attacker.
    expect(await come(back, "")).toBe("OIDC_REFUSED");
    expect(await come(back, cookieOf(other))).toBe("OIDC_REFUSED");
    expect(await come(back.replace(/state=[\w-]{5}/, "state=AAAAA"), cookieOf(begun))).toBe(
      "OIDC_REFUSED",
    );
    expect(
      await come(back.replace(/iss=[^&]+/, "iss=https%3A%2F%2Fevil.example"), cookieOf(begun)),
    ).toBe("OIDC_REFUSED");
    expect(await come(back.replace(/code=/, "code=x"), cookieOf(begun))).toBe("OIDC_REFUSED");
    expect(await come(back, cookieOf(begun))).toBe("let in");
    // The provider gives nothing for a code that was used.
    expect(await come(back, cookieOf(begun))).toBe("OIDC_REFUSED");
  }, 60_000);

  test("passwords are off", async () => {
    const { server } = await startProvider(() => person);
    const body = { name: "ann", password: "plum kettle violin harbour" };
    expect((await ask(server, "POST", "/api/session", { body })).json.code).toBe(
      "ACCESS_LOGIN_OFF",
    );
    expect((await ask(server, "GET", "/api/session")).json).toMatchObject({
      signIn: { password: false, provider: SIGN_IN },
    });
  });
});

describe("with a provider that answers what it should not", () => {
  const now = () => Math.floor(Date.now() / 1_000);
  type Forge = (
    claims: JWTPayload,
    sign: (claims: JWTPayload) => Promise<string>,
  ) => Promise<string>;

  /** What becomes of a sign-in with such an identity token. */
  async function outcome(
    forge: Forge,
    describe: (metadata: Record<string, string>) => unknown = (metadata) => metadata,
  ) {
    const { issuer, handle } = await listen();
    const server = await startThorascope(issuer);
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "1", alg: "ES256", use: "sig" };
    const sign = (claims: JWTPayload) =>
      new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "1" }).sign(privateKey);
    let nonce = "";
    const answers: Record<string, () => unknown> = {
      "/.well-known/openid-configuration": () =>
        describe({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
        }),
      "/keys": () => ({ keys: [jwk] }),
      "/token": async () => {
        const claims = {
          iss: issuer,
          sub: "9",
          aud: "thorascope",
          iat: now(),
          exp: now() + 300,
          nonce,
          realm: { groups: "it" },
        };
        return { id_token: await forge(claims, sign), access_token: "x", token_type: "Bearer" };
      },
    };
    handle(async (request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(await answers[request.url ?? ""]?.()));
    });
    const begun = await ask(server, "GET", SIGN_IN);
    if (begun.status !== 303) return begun.json.code;
    const address = new URL(String(begun.headers.location));
    nonce = address.searchParams.get("nonce") ?? "";
    const path = `${SIGN_IN}/callback?code=c&state=${address.searchParams.get("state")}`;
    const { json, status } = await ask(server, "GET", path, {
      headers: { cookie: cookieOf(begun) },
    });
    return json.code ?? status;
  }

  test("a right token is let in", async () => {
    expect(await outcome((claims, sign) => sign(claims))).toBe(303);
    expect(
      await outcome((claims, sign) => sign({ ...claims, aud: ["thorascope"], azp: "thorascope" })),
    ).toBe(303);
  });

  const wrong: [string, Forge][] = [
    ["not signed", async (claims) => new UnsecuredJWT(claims).encode()],
    [
      "signed with a key of somebody else",
      async (claims) => {
        const { privateKey } = await generateKeyPair("ES256");
        return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "1" }).sign(privateKey);
      },
    ],
    [
      "signed with the client's secret",
      async (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: "HS256" })
          .sign(new TextEncoder().encode(SECRET)),
    ],
    [
      "signed with a public key as a shared secret",
      async (claims) => {
        const { publicKey } = await generateKeyPair("RS256", { extractable: true });
        const secret = new TextEncoder().encode(await exportSPKI(publicKey));
        return new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "1" }).sign(secret);
      },
    ],
    [
      "changed after it was signed",
      async (claims, sign) => {
        const [head, , signature] = (await sign(claims)).split(".");
        return [
          head,
          base64url.encode(JSON.stringify({ ...claims, sub: "admin" })),
          signature,
        ].join(".");
      },
    ],
    ["of another issuer", (claims, sign) => sign({ ...claims, iss: "https://evil.example" })],
    ["for another program", (claims, sign) => sign({ ...claims, aud: "other" })],
    [
      "for several, and made for another",
      (claims, sign) => sign({ ...claims, aud: ["thorascope", "other"], azp: "other" }),
    ],
    [
      "for several, and nobody says for whom",
      (claims, sign) => sign({ ...claims, aud: ["thorascope", "other"] }),
    ],
    ["too old", (claims, sign) => sign({ ...claims, exp: now() - 120 })],
    ["not yet valid", (claims, sign) => sign({ ...claims, nbf: now() + 600 })],
    ["without an end", ({ exp: _, ...claims }, sign) => sign(claims)],
    ["of another sign-in", (claims, sign) => sign({ ...claims, nonce: "other" })],
    ["of no sign-in", ({ nonce: _, ...claims }, sign) => sign(claims)],
    ["of nobody", ({ sub: _, ...claims }, sign) => sign(claims)],
    ["no token at all", async () => "x"],
  ];
  test.each(wrong)("a token %s is refused", async (_, forge) => {
    expect(await outcome(forge)).toBe("OIDC_REFUSED");
    expect(await store.database.queries.selectFrom("account").selectAll().execute()).toEqual([]);
  });

  test("a provider that calls itself otherwise, or is reached without TLS", async () => {
    const right: Forge = (claims, sign) => sign(claims);
    for (const change of [
      { issuer: "https://evil.example" },
      { token_endpoint: "http://login.example/token" },
      { jwks_uri: "ftp://login.example/keys" },
    ]) {
      expect(await outcome(right, (metadata) => ({ ...metadata, ...change }))).toBe(
        "OIDC_UNREACHABLE",
      );
    }
    expect(await outcome(right, () => "nothing")).toBe("OIDC_UNREACHABLE");
  });
});
