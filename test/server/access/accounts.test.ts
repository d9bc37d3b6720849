import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addAccount, changeAccount } from "../../../src/server/access/accounts/accounts.ts";
import { checkPassword } from "../../../src/server/access/accounts/check-password.ts";
import { createPasswordHasher } from "../../../src/server/access/passwords/password-hasher.ts";
import { signIn as signInAccount } from "../../../src/server/access/routes/context.ts";
import type { Role } from "../../../src/server/store/tables.ts";
import { rememberedAudit } from "../audit.ts";
import { as, ask, type Browser, cookieOf, signIn } from "./test-client.ts";
import {
  auditedSince,
  openTestStore,
  QUICK_COST,
  startTestServer,
  type TestServer,
  type TestStore,
} from "./test-server.ts";

const MINUTE = 60_000;
const NO_ONE = "00000000-0000-4000-8000-000000000000";
const PASSWORD = "plum kettle violin harbour";

let store: TestStore;
let server: TestServer;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.database.queries.deleteFrom("account").execute();
  // A server of its own for each test: its counts of requests and its clock begin anew.
  server = await startTestServer(store, { "access.accounts": "local" });
  return () => server.close();
});

async function add(name: string, role: Role, password = PASSWORD): Promise<string> {
  const passwordHash = await createPasswordHasher(QUICK_COST).hash(password);
  const account = { name, role, passwordHash };
  return (await addAccount(store.database.queries, account, new Date())).id;
}

const tryPassword = (name: string, password: string, headers: Record<string, string> = {}) =>
  ask(server, "POST", "/api/session", { body: { name, password }, headers });

const who = (headers: Record<string, string>) => ask(server, "GET", "/api/session", { headers });

function later(minutes: number): void {
  server.now = new Date(server.now.getTime() + minutes * MINUTE);
}

async function entries(): Promise<number> {
  return (await auditedSince(store, 0)).length;
}

describe("signing in and out", () => {
  test("a name and its password, in any case and Unicode form; the cookie is kept from scripts", async () => {
    await add("Zoë", "reviewer", "ﬁlm blank amber orchid");
    const answer = await tryPassword("ZOE\u0308", "film blank amber orchid");
    expect(answer.status).toBe(200);
    expect(answer.json.account).toMatchObject({ name: "zoë", role: "reviewer" });
    const [cookie] = [answer.headers["set-cookie"] ?? []].flat();
    expect(cookie).toMatch(
      /^thorascope=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect((await who({ cookie: cookieOf(answer) })).json).toMatchObject({
      accounts: "local",
      account: { name: "zoë" },
      csrfToken: answer.json.csrfToken,
    });
  });

  test("with https only the very host's https gets the cookie", async () => {
    await add("ann", "reader");
    const secure = await startTestServer(store, {
      "access.accounts": "local",
      "access.publicOrigin": "https://reading.example",
      "access.trustedProxies": "127.0.0.1",
    });
    const answer = await ask(secure, "POST", "/api/session", {
      body: { name: "ann", password: PASSWORD },
    });
    expect([answer.headers["set-cookie"]].flat()[0]).toMatch(
      /^__Host-thorascope=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    await secure.close();
  });

  test("of a session and a token only digests are kept", async () => {
    await add("ann", "reader");
    const ann = await signIn(server, "ann", PASSWORD);
    const secret = ann.cookie.split("=")[1] ?? "";
    const made = await ask(server, "POST", "/api/tokens", {
      headers: as(ann),
      body: { name: "t" },
    });
    const { rows } = await store.database.run(
      "select to_jsonb(session.*)::text as row from session union all select to_jsonb(token.*)::text from token union all select to_jsonb(account.*)::text from account",
    );
    const text = JSON.stringify(rows);
    expect(text).toContain(createHash("sha256").update(secret).digest("hex"));
    for (const hidden of [secret, made.json.secret, PASSWORD]) expect(text).not.toContain(hidden);
  });

  test("a wrong password and an unknown name: one answer, as much work, and the log knows why", async () => {
    const id = await add("ann", "reader");
    const before = await entries();
    const hashes = server.hashes();
    const wrong = await tryPassword("ann", "wrong");
    const unknown = await tryPassword("bob hunter2", PASSWORD);
    expect(server.hashes() - hashes).toBe(2);
    expect(wrong.status).toBe(401);
    expect({ ...wrong.json, instance: "" }).toEqual({ ...unknown.json, instance: "" });
    expect(wrong.json.code).toBe("ACCESS_LOGIN_FAILED");
    expect(wrong.headers["set-cookie"]).toBeUndefined();
    const log = await auditedSince(store, before);
    expect(log).toMatchObject([
      { action: "session.refuse", subject: id, detail: { reason: "wrong password" } },
      { action: "session.refuse", subject: null, detail: { reason: "unknown name" } },
    ]);
    expect(JSON.stringify(log)).not.toContain("hunter2");
  });

  test("signing out ends the session, not only the cookie", async () => {
    await add("ann", "reader");
    const ann = await signIn(server, "ann", PASSWORD);
    const answer = await ask(server, "DELETE", "/api/session", { headers: as(ann) });
    expect(answer.status).toBe(204);
    expect([answer.headers["set-cookie"]].flat()[0]).toMatch(/^thorascope=;/);
    expect((await who(ann)).json.account).toBeNull();
  });

  test("signing in again in the same browser gives another secret and ends the session before", async () => {
    await add("ann", "reader");
    const first = await signIn(server, "ann", PASSWORD);
    const answer = await tryPassword("ann", PASSWORD, { cookie: first.cookie });
    expect(cookieOf(answer)).not.toBe(first.cookie);
    expect((await who({ cookie: first.cookie })).json.account).toBeNull();
    expect((await who({ cookie: cookieOf(answer) })).json.account).toBeTruthy();
  });

  test("a session of the attacker's choice is not taken over", async () => {
    await add("ann", "reader");
    const answer = await tryPassword("ann", PASSWORD, { cookie: "thorascope=chosen" });
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).not.toBe("thorascope=chosen");
    expect((await who({ cookie: "thorascope=chosen" })).json.account).toBeNull();
  });

  test("a session ends when nobody uses it, and in any case after its hours", async () => {
    await add("ann", "reader");
    const idle = await signIn(server, "ann", PASSWORD);
    later(59);
    expect((await who(idle)).json.account).toBeTruthy();
    later(61);
    expect((await who(idle)).json.account).toBeNull();
    const busy = await signIn(server, "ann", PASSWORD);
    for (let hour = 0; hour < 14; hour++) {
      later(50);
      expect((await who(busy)).json.account).toBeTruthy();
    }
    later(25);
    expect((await who(busy)).json.account).toBeNull();
  });

  test("a hash with other parameters is renewed when its password is given", async () => {
    const old = await createPasswordHasher({ logarithm: 4, blocks: 8, lanes: 1 }).hash(PASSWORD);
    await addAccount(
      store.database.queries,
      { name: "ann", role: "reader", passwordHash: old },
      new Date(),
    );
    await signIn(server, "ann", PASSWORD);
    const { password_hash } = await store.database.queries
      .selectFrom("account")
      .select("password_hash")
      .executeTakeFirstOrThrow();
    expect(password_hash).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/);
    await signIn(server, "ann", PASSWORD);
  });

  test.each([
    ["changed", { passwordHash: "$scrypt$other" }],
    ["of an account that is disabled", { disabled: true }],
  ])("a password that is %s while it is looked at is wrong", async (_, change) => {
    const id = await add("ann", "reader");
    const { queries } = store.database;
    const hasher = createPasswordHasher(QUICK_COST);
    const slow: typeof hasher = {
      ...hasher,
      async verify(password, hash) {
        const isRight = await hasher.verify(password, hash);
        await queries
          .transaction()
          .execute((transaction) => changeAccount(transaction, id, change, server.now));
        return isRight;
      },
    };
    const attempt = { name: "ann", password: PASSWORD };
    const check = await checkPassword(queries, slow, attempt, server.now, server.config.access);
    expect(check).toEqual({ right: false, accountId: id, reason: "wrong password" });
  });

  test("no session is opened by a password that was changed since it was looked at", async () => {
    const id = await add("ann", "reader");
    const { database } = store;
    const { config } = server;
    const context = { database, audit: rememberedAudit(), config, now: () => server.now };
    let passwordHash = "$scrypt$old";
    const other = await startTestServer(store, { "access.accounts": "local" }, (app) => {
      app.post("/api/sign-in", { config: { role: "anyone" } }, async (_request, reply) => {
        const account = { id, name: "ann", role: "reader", passwordHash } as const;
        return { visitor: await signInAccount(context, account, null, reply) };
      });
    });
    const old = await ask(other, "POST", "/api/sign-in");
    expect([old.body, old.headers["set-cookie"]]).toEqual(['{"visitor":null}', undefined]);
    expect(await database.queries.selectFrom("session").select("id").execute()).toEqual([]);
    const row = await database.queries
      .selectFrom("account")
      .select("password_hash")
      .executeTakeFirst();
    passwordHash = row?.password_hash ?? "";
    expect(cookieOf(await ask(other, "POST", "/api/sign-in"))).toMatch(/^thorascope=/);
    expect(await database.queries.selectFrom("session").select("id").execute()).toHaveLength(1);
    await other.close();
  });

  test("a name with a zero in it is a wrong request, not a fault of ours", async () => {
    const answer = await tryPassword("a\0nn", PASSWORD);
    expect([answer.status, answer.json.code]).toEqual([400, "REQUEST_INVALID"]);
  });
});

describe("guessing passwords", () => {
  test("after five wrong ones an account is locked, for the right one too, until the time is over", async () => {
    await add("ann", "reader");
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await tryPassword("ann", `wrong ${attempt}`)).status).toBe(401);
    }
    const before = await entries();
    expect((await tryPassword("ann", PASSWORD)).status).toBe(401);
    expect(await auditedSince(store, before)).toMatchObject([{ detail: { reason: "locked" } }]);
    later(14);
    expect((await tryPassword("ann", PASSWORD)).status).toBe(401);
    later(2);
    expect((await tryPassword("ann", PASSWORD)).status).toBe(200);
  });

  test("wrong ones before a right one are forgotten", async () => {
    await add("ann", "reader");
    for (let round = 0; round < 3; round++) {
      for (let attempt = 0; attempt < 4; attempt++) await tryPassword("ann", "wrong");
      expect((await tryPassword("ann", PASSWORD)).status).toBe(200);
    }
  });

  test("guesses at the same time are no more than guesses one by one", async () => {
    await add("ann", "reader");
    const guesses = Array.from({ length: 12 }, (_, index) => tryPassword("ann", `guess ${index}`));
    await Promise.all(guesses);
    const reasons = (await auditedSince(store, 0))
      .slice(-12)
      .map(({ detail }) => (detail as { reason: string }).reason);
    expect(reasons.filter((reason) => reason === "wrong password")).toHaveLength(5);
    expect(reasons.filter((reason) => reason === "locked")).toHaveLength(7);
  });

  test("an address has 20 attempts in a minute, whatever the names", async () => {
    const answers = [];
    for (let attempt = 0; attempt < 22; attempt++)
      answers.push(await tryPassword(`n${attempt}`, "x"));
    expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(401), 429, 429]);
    // Others of the address go on.
    expect((await ask(server, "GET", "/api/for-anyone")).status).toBe(200);
  });

  test("a lock ends when an admin sets a new password", async () => {
    const id = await add("ann", "reader");
    await add("root1", "admin");
    for (let attempt = 0; attempt < 5; attempt++) await tryPassword("ann", "wrong");
    const admin = await signIn(server, "root1", PASSWORD);
    const body = { password: "another long sentence here" };
    expect(
      (await ask(server, "PATCH", `/api/accounts/${id}`, { headers: as(admin), body })).status,
    ).toBe(200);
    expect((await tryPassword("ann", body.password)).status).toBe(200);
  });
});

describe("forged requests", () => {
  test("what changes something by a cookie needs the session's token", async () => {
    await add("ann", "admin");
    await add("bob", "admin");
    const ann = await signIn(server, "ann", PASSWORD);
    const bob = await signIn(server, "bob", PASSWORD);
    const { cookie } = ann;
    const post = async (headers: Record<string, string>) =>
      (await ask(server, "POST", "/api/for-reader", { headers })).json.code ?? "let in";
    expect(await post(as(ann))).toBe("let in");
    expect(await post({ ...as(ann), origin: server.origin, "sec-fetch-site": "same-origin" })).toBe(
      "let in",
    );
    for (const [headers, code] of [
      [{ cookie }, "ACCESS_CSRF"],
      [{ cookie, "x-csrf-token": "" }, "ACCESS_CSRF"],
      [{ cookie, "x-csrf-token": `${ann.csrf}x` }, "ACCESS_CSRF"],
      [{ cookie, "x-csrf-token": bob.csrf }, "ACCESS_CSRF"],
      [{ cookie, origin: server.origin }, "ACCESS_CSRF"],
      [{ ...as(ann), origin: "https://evil.example" }, "ACCESS_ORIGIN_FOREIGN"],
      [{ ...as(ann), "sec-fetch-site": "same-site" }, "ACCESS_ORIGIN_FOREIGN"],
      [{ "x-csrf-token": ann.csrf }, "ACCESS_LOGIN_NEEDED"],
    ] as [Record<string, string>, string][]) {
      expect(await post(headers)).toBe(code);
    }
    expect((await ask(server, "GET", "/api/for-admin", { headers: { cookie } })).status).toBe(200);
    for (const method of ["DELETE", "PATCH", "PUT"]) {
      const answer = await ask(server, method, "/api/session", { headers: { cookie } });
      // There is nothing for the others at that address.
      expect(answer.json.code).toBe(method === "DELETE" ? "ACCESS_CSRF" : "ROUTE_UNKNOWN");
    }
  });

  test("another page cannot sign a browser in as somebody else", async () => {
    await add("ann", "reader");
    const headers = { origin: "https://evil.example" };
    expect((await tryPassword("ann", PASSWORD, headers)).json.code).toBe("ACCESS_ORIGIN_FOREIGN");
    const form = await ask(server, "POST", "/api/session", {
      headers: { "content-type": "text/plain" },
      body: { name: "ann", password: PASSWORD },
    });
    expect(form.json.code).toBe("REQUEST_INVALID");
  });
});

describe("roles", () => {
  test("every route lets in its role and those above, and nobody else", async () => {
    const ranks = ["anyone", "reader", "reviewer", "admin"] as const;
    const headersOf = new Map<string, Record<string, string>[]>([["anyone", [{}]]]);
    for (const role of ["reader", "reviewer", "admin"] as const) {
      await add(`${role}-1`, role);
      const browser = await signIn(server, `${role}-1`, PASSWORD);
      const headers = as(browser);
      const made = await ask(server, "POST", "/api/tokens", { headers, body: { name: "t" } });
      headersOf.set(role, [headers, { authorization: `Bearer ${made.json.secret}` }]);
    }
    // Signing in and out would change who asks.
    const routes = server.routes.filter(
      ({ method, path }) => path !== "/api/session" || method === "GET",
    );
    expect(routes.length).toBeGreaterThan(15);
    for (const { method, path, role: needed } of routes) {
      for (const role of ranks) {
        for (const headers of headersOf.get(role) ?? []) {
          const answer = await ask(server, method, path.replace(":id", NO_ONE), { headers });
          const isAllowed = ranks.indexOf(role) >= ranks.indexOf(needed);
          const outcome = [method, path, role, answer.status] as const;
          if (!isAllowed)
            expect(outcome).toEqual([method, path, role, role === "anyone" ? 401 : 403]);
          else if (answer.json.code !== "ACCESS_SESSION_NEEDED" && method !== "PATCH") {
            expect([401, 403], outcome.join(" ")).not.toContain(answer.status);
          }
        }
      }
    }
  });

  test("a 401 says how to be let in", async () => {
    const answer = await ask(server, "GET", "/api/for-reader");
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="thorascope"');
  });

  test("a changed role counts from the next request on", async () => {
    const id = await add("ann", "reader");
    await add("root1", "admin");
    const ann = await signIn(server, "ann", PASSWORD);
    const admin = await signIn(server, "root1", PASSWORD);
    const change = (body: unknown) =>
      ask(server, "PATCH", `/api/accounts/${id}`, { headers: as(admin), body });
    const see = async () =>
      (await ask(server, "GET", "/api/for-reviewer", { headers: ann })).status;
    expect(await see()).toBe(403);
    expect((await change({ role: "reviewer" })).json.role).toBe("reviewer");
    expect(await see()).toBe(200);
    expect((await change({ disabled: true })).status).toBe(200);
    expect(await see()).toBe(401);
    expect((await tryPassword("ann", PASSWORD)).status).toBe(401);
    await change({ disabled: false });
    // The session before is over for good.
    expect(await see()).toBe(401);
    expect((await tryPassword("ann", PASSWORD)).status).toBe(200);
  });
});

describe("accounts", () => {
  let admin: Browser;
  let adminId: string;
  beforeEach(async () => {
    adminId = await add("root1", "admin");
    admin = await signIn(server, "root1", PASSWORD);
  });
  const create = (body: unknown) =>
    ask(server, "POST", "/api/accounts", { headers: as(admin), body });
  const change = (id: string, body: unknown, browser = admin) =>
    ask(server, "PATCH", `/api/accounts/${id}`, { headers: as(browser), body });

  test("an admin adds one, and both stand in the log", async () => {
    const before = await entries();
    const made = await create({ name: "Ann.B", role: "reader", password: PASSWORD });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      name: "ann.b",
      role: "reader",
      kind: "password",
      disabled: false,
    });
    expect(made.body).not.toContain("scrypt");
    expect(await auditedSince(store, before)).toMatchObject([
      { action: "account.create", subject: made.json.id, actor: `account:${adminId}:root1` },
    ]);
    const { json } = await ask(server, "GET", "/api/accounts", { headers: admin });
    expect(json.items?.map(({ name }) => name)).toEqual(["ann.b", "root1"]);
  });

  test.each([
    [{ name: "ROOT1", role: "reader", password: PASSWORD }, "ACCOUNT_EXISTS"],
    [{ name: "a b", role: "reader", password: PASSWORD }, "ACCOUNT_NAME_INVALID"],
    [{ name: "-ann", role: "reader", password: PASSWORD }, "ACCOUNT_NAME_INVALID"],
    [{ name: "ann", role: "owner", password: PASSWORD }, "REQUEST_INVALID"],
    [{ name: "ann", role: "reader", password: "short" }, "PASSWORD_WEAK"],
    [{ name: "ann", role: "reader", password: PASSWORD, admin: true }, "REQUEST_INVALID"],
  ])("%j is refused", async (body, code) => {
    expect((await create(body)).json.code).toBe(code);
  });

  test("the last admin stays one, also when two go at the same time", async () => {
    expect((await change(adminId, { role: "reader" })).json.code).toBe("ACCOUNT_LAST_ADMIN");
    expect((await change(adminId, { disabled: true })).json.code).toBe("ACCOUNT_LAST_ADMIN");
    const second = await add("root2", "admin");
    const answers = await Promise.all([
      change(adminId, { disabled: true }),
      change(second, { disabled: true }),
    ]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    const { rows } = await store.database.run(
      "select 1 from account where role = 'admin' and disabled_at is null",
    );
    expect(rows).toHaveLength(1);
  });

  test("everybody changes their own password, with the present one, and nothing else", async () => {
    const id = await add("ann", "reader");
    const ann = await signIn(server, "ann", PASSWORD);
    const elsewhere = await signIn(server, "ann", PASSWORD);
    const password = "quite another long sentence";
    expect((await change(id, { password }, ann)).json.code).toBe("PASSWORD_WRONG");
    expect((await change(id, { password, currentPassword: "x" }, ann)).json.code).toBe(
      "PASSWORD_WRONG",
    );
    expect((await change(id, { role: "admin" }, ann)).json.code).toBe("ACCESS_FORBIDDEN");
    expect((await change(adminId, { password, currentPassword: PASSWORD }, ann)).json.code).toBe(
      "ACCESS_FORBIDDEN",
    );
    const weak = { password: "annannannannann", currentPassword: PASSWORD };
    expect((await change(id, weak, ann)).json.code).toBe("PASSWORD_WEAK");
    const done = await change(id, { password, currentPassword: PASSWORD }, ann);
    expect(done.status).toBe(200);
    // Goes on here under a new secret; everywhere else it is over.
    for (const old of [ann, elsewhere]) expect((await who(old)).json.account).toBeNull();
    expect((await who({ cookie: cookieOf(done) })).json.account).toMatchObject({ name: "ann" });
    expect((await tryPassword("ann", PASSWORD)).status).toBe(401);
    expect((await tryPassword("ann", password)).status).toBe(200);
  });

  test("a wrong present password stands in the log like one of a sign-in", async () => {
    const id = await add("ann", "reader");
    const ann = await signIn(server, "ann", PASSWORD);
    const before = await entries();
    await change(id, { password: "quite another long sentence", currentPassword: "wrong" }, ann);
    expect(await auditedSince(store, before)).toMatchObject([
      {
        action: "session.refuse",
        subject: id,
        actor: `account:${id}:ann`,
        detail: { reason: "wrong password", asked: "present password" },
      },
    ]);
  });

  test("role and password of a provider's account are the provider's", async () => {
    const row = await store.database.queries
      .insertInto("account")
      .values({
        name: "eve",
        role: "reader",
        oidc_issuer: "https://i",
        oidc_subject: "1",
        password_hash: null,
        disabled_at: null,
        locked_until: null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    expect((await change(row.id, { role: "admin" })).json.code).toBe("ACCOUNT_OF_PROVIDER");
    expect((await change(row.id, { disabled: true })).status).toBe(200);
    expect((await tryPassword("eve", "")).status).toBe(400);
    expect((await tryPassword("eve", PASSWORD)).status).toBe(401);
  });

  test("an id that is none, or nobody's", async () => {
    expect((await change("1%3B%20drop%20table%20account", { disabled: true })).json.code).toMatch(
      /REQUEST_INVALID|ROUTE_UNKNOWN/,
    );
    expect((await change(NO_ONE, { disabled: true })).json.code).toBe("ACCOUNT_UNKNOWN");
  });
});

describe("tokens", () => {
  const make = (browser: Browser, body: unknown) =>
    ask(server, "POST", "/api/tokens", { headers: as(browser), body });
  const by = (secret: string | undefined, path = "/api/for-reader", method = "GET") =>
    ask(server, method, path, { headers: { authorization: `Bearer ${secret}` } });

  test("from its making to its end", async () => {
    await add("ann", "reviewer");
    const ann = await signIn(server, "ann", PASSWORD);
    const made = await make(ann, { name: "upload script", role: "reader", days: 10 });
    expect(made.status).toBe(201);
    const { secret, token } = made.json;
    expect(secret).toMatch(/^thorascope_[\w-]{43}$/);
    expect((await by(secret)).status).toBe(200);
    // No token against forged requests: no browser sends it by itself.
    expect((await by(secret, "/api/for-reader", "POST")).status).toBe(200);
    expect((await by(secret, "/api/for-reviewer")).json.code).toBe("ACCESS_FORBIDDEN");
    const list = await ask(server, "GET", "/api/tokens", { headers: ann });
    expect(list.json.items).toMatchObject([
      {
        id: token?.id,
        name: "upload script",
        role: "reader",
        lastUsedAt: server.now.toISOString(),
      },
    ]);
    expect(list.body).not.toContain(secret);
    later(10 * 24 * 60 + 1);
    expect((await by(secret)).json.code).toBe("ACCESS_TOKEN_INVALID");
  });

  test("revoked by its owner or an admin, not by others", async () => {
    await add("ann", "reader");
    await add("bob", "reader");
    await add("root1", "admin");
    const [ann, bob, admin] = [
      await signIn(server, "ann", PASSWORD),
      await signIn(server, "bob", PASSWORD),
      await signIn(server, "root1", PASSWORD),
    ];
    const one = (await make(ann, { name: "1" })).json;
    const two = (await make(ann, { name: "2" })).json;
    const revoke = (id: string | undefined, browser: Browser) =>
      ask(server, "DELETE", `/api/tokens/${id}`, { headers: as(browser) });
    expect((await revoke(one.token?.id, bob)).json.code).toBe("TOKEN_UNKNOWN");
    expect((await by(one.secret)).status).toBe(200);
    expect((await revoke(one.token?.id, ann)).status).toBe(204);
    expect((await revoke(two.token?.id, admin)).status).toBe(204);
    for (const { secret } of [one, two]) expect((await by(secret)).status).toBe(401);
    expect((await revoke(one.token?.id, ann)).json.code).toBe("TOKEN_UNKNOWN");
  });

  test("its role is never above its account's, whatever becomes of that", async () => {
    const id = await add("ann", "admin");
    await add("root1", "admin");
    const ann = await signIn(server, "ann", PASSWORD);
    const { secret } = (await make(ann, { name: "all" })).json;
    expect((await by(secret, "/api/for-admin")).status).toBe(200);
    const set = (change: Parameters<typeof changeAccount>[2]) =>
      store.database.queries
        .transaction()
        .execute((transaction) => changeAccount(transaction, id, change, new Date()));
    await set({ role: "reader" });
    expect((await by(secret, "/api/for-admin")).status).toBe(403);
    const more = await make(ann, { name: "more", role: "admin" });
    expect(more.json.token?.role).toBe("reader");
    await set({ disabled: true });
    expect((await by(secret)).status).toBe(401);
  });

  test("a token makes no tokens and no accounts", async () => {
    await add("ann", "admin");
    const ann = await signIn(server, "ann", PASSWORD);
    const { secret } = (await make(ann, { name: "t" })).json;
    const headers = { authorization: `Bearer ${secret}` };
    const body = { name: "new", role: "admin", password: PASSWORD };
    for (const [path, content] of [
      ["/api/tokens", { name: "t2" }],
      ["/api/accounts", body],
    ] as const) {
      const answer = await ask(server, "POST", path, { headers, body: content });
      expect(answer.json.code).toBe("ACCESS_SESSION_NEEDED");
    }
  });

  test.each(["", "thorascope_x", "Basic YTpi", "bearer"])(
    "the header %j lets nobody in",
    async (value) => {
      await add("ann", "reader");
      const { cookie } = await signIn(server, "ann", PASSWORD);
      const headers = { cookie, authorization: value };
      expect((await ask(server, "GET", "/api/for-reader", { headers })).status).toBe(401);
    },
  );
});

test("an admin reads the audit log, which says so, and nobody else does", async () => {
  await add("ann", "reviewer");
  const id = await add("root1", "admin");
  const [ann, admin] = [
    await signIn(server, "ann", PASSWORD),
    await signIn(server, "root1", PASSWORD),
  ];
  expect((await ask(server, "GET", "/api/audit", { headers: ann })).status).toBe(403);
  const answer = await ask(server, "GET", "/api/audit", { headers: admin });
  expect(answer.headers["content-type"]).toContain("application/x-ndjson");
  const lines = answer.body
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => index + 1));
  expect(lines.at(-1)).toMatchObject({ action: "audit.see", actor: `account:${id}:root1` });
});
