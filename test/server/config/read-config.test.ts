import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readServerConfig, settingsTable } from "../../../src/server/config/index.ts";
import { SETTINGS } from "../../../src/server/config/settings.ts";

let folder = "";
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: unknown): Promise<string> {
  const file = join(folder, `config-${count++}.json`);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const read = (sources: Parameters<typeof readServerConfig>[0] = {}) =>
  readServerConfig({ environment: {}, ...sources });

describe("where settings come from", () => {
  test("nothing given: every default, and no group that is not there", async () => {
    const config = await read();
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 8420,
      databaseUrl: null,
      reading: { threads: 1 },
      access: { accounts: "none", oidc: null, tls: null, trustedProxies: [], loginAttempts: 5 },
      audit: { keyFile: null, headFile: null },
      log: { level: "info" },
    });
    expect(config.dataFolder.startsWith(homedir())).toBe(true);
  });

  test("the file is beaten by the environment, and that by the command line", async () => {
    const file = await fileOf({ port: 1001, host: "::1", reading: { threads: 3, retries: 7 } });
    const environment = {
      THORASCOPE_PORT: "1002",
      THORASCOPE_READING_THREADS: "4",
      THORASCOPE_CONFIG: file,
    };
    const config = await read({ environment, options: { port: "1003", model: undefined } });
    expect(config.port).toBe(1003);
    expect(config.reading).toEqual({ threads: 4, retries: 7, seconds: 120 });
    expect(config.host).toBe("::1");
  });

  test("a file on the command line is read in the place of the environment's", async () => {
    const [one, other] = [await fileOf({ port: 1 }), await fileOf({ port: 2 })];
    const { port } = await read({ file: other, environment: { THORASCOPE_CONFIG: one } });
    expect(port).toBe(2);
  });

  test("lists and objects in the environment; empty variables are none", async () => {
    const { access } = await read({
      environment: {
        THORASCOPE_ACCESS_TRUSTED_PROXIES: "10.0.0.5, 10.1.0.0/16",
        THORASCOPE_ACCESS_ACCOUNTS: "",
        THORASCOPE_ACCESS_OIDC_ISSUER: "https://login.example",
        THORASCOPE_ACCESS_OIDC_CLIENT_ID: "thorascope",
        THORASCOPE_ACCESS_OIDC_ROLES: '{"radiology":"reader"}',
      },
    });
    expect(access.trustedProxies).toEqual(["10.0.0.5", "10.1.0.0/16"]);
    expect(access.accounts).toBe("none");
    expect(access.oidc).toEqual({
      issuer: "https://login.example",
      clientId: "thorascope",
      clientSecretFile: null,
      scopes: ["openid", "profile"],
      roleClaim: "roles",
      roles: { radiology: "reader" },
    });
  });

  test("a relative path counts from where it is written", async () => {
    const file = await fileOf({ dataFolder: "data", audit: { keyFile: "/keys/audit" } });
    const config = await read({ file, options: { model: "mine" }, workingFolder: "/work" });
    expect(config.dataFolder).toBe(join(folder, "data"));
    expect(config.audit.keyFile).toBe("/keys/audit");
    expect(config.model).toBe("/work/mine");
  });

  test("the data folder's default follows XDG_DATA_HOME", async () => {
    const { dataFolder } = await read({ environment: { XDG_DATA_HOME: "/xdg" } });
    expect(dataFolder).toBe("/xdg/thorascope");
  });

  test("whatever valid file is given comes back as it is", async () => {
    const some = fc.record(
      {
        port: fc.integer({ min: 0, max: 65_535 }),
        host: fc.constantFrom("0.0.0.0", "::", "reading.example"),
        databaseUrl: fc.option(fc.constant("postgres://a:b@c/d")),
        reading: fc.record({ threads: fc.integer({ min: 0, max: 256 }) }),
        access: fc.record(
          {
            accounts: fc.constantFrom("none", "local", "oidc"),
            tls: fc.option(fc.constant({ certificateFile: "/c", keyFile: "/k" })),
            publicOrigin: fc.constantFrom(null, "https://reading.example", "http://[::1]:81"),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(some, async (content) => {
        expect(await read({ file: await fileOf(content) })).toMatchObject(content);
      }),
      { numRuns: 40 },
    );
  });
});

describe("what is refused", () => {
  const wrong = (code: string, message: RegExp) =>
    expect.objectContaining({ code, message: expect.stringMatching(message) });

  test.each([
    [{ prot: 1 }, "CONFIG_UNKNOWN", /^prot in .* Did you mean port\?/],
    [{ reading: { thread: 1 } }, "CONFIG_UNKNOWN", /Did you mean reading\.threads\?/],
    [{ threads: 1 }, "CONFIG_UNKNOWN", /Did you mean reading\.threads\?/],
    [{ access: { oidc: { isuer: "x" } } }, "CONFIG_UNKNOWN", /Did you mean access\.oidc\.issuer\?/],
    [{ port: 65_536 }, "CONFIG_INVALID", /^port .*65536.* a whole number from 0 to 65,535/],
    [{ port: "80" }, "CONFIG_INVALID", /^port .*"80"/],
    [{ reading: { threads: 1.5 } }, "CONFIG_INVALID", /1\.5/],
    [{ reading: 3 }, "CONFIG_INVALID", /reading\.threads, reading\.seconds/],
    [{ access: { accounts: "ldap" } }, "CONFIG_INVALID", /one of none, local, oidc/],
    [{ access: { publicOrigin: "https://a.example/path" } }, "CONFIG_INVALID", /without a path/],
    [{ access: { publicOrigin: "ftp://a.example" } }, "CONFIG_INVALID", /publicOrigin/],
    [{ access: { trustedProxies: ["proxy"] } }, "CONFIG_INVALID", /addresses or networks/],
    [{ access: { oidc: { roles: { x: "boss" } } } }, "CONFIG_INVALID", /access\.oidc\.roles/],
    [{ access: { tls: { keyFile: "k" } } }, "CONFIG_INCOMPLETE", /certificateFile is missing/],
    [[], "CONFIG_UNREADABLE", /not a JSON object/],
    ["{port: 1}", "CONFIG_UNREADABLE", /is not JSON/],
  ])("the file %j", async (content, code, message) => {
    await expect(read({ file: await fileOf(content) })).rejects.toEqual(wrong(code, message));
  });

  test("a file that is not there", async () => {
    await expect(read({ file: join(folder, "none.json") })).rejects.toEqual(
      wrong("CONFIG_UNREADABLE", /ENOENT/),
    );
  });

  test("a variable that nobody knows, and a wrong value in one", async () => {
    await expect(read({ environment: { THORASCOPE_PROT: "1" } })).rejects.toEqual(
      wrong("CONFIG_UNKNOWN", /Did you mean THORASCOPE_PORT\?/),
    );
    await expect(read({ environment: { THORASCOPE_PORT: "http" } })).rejects.toEqual(
      wrong("CONFIG_INVALID", /^port \(THORASCOPE_PORT\) is "http"/),
    );
    await expect(read({ environment: { THORASCOPE_OFFLINE: "1" } })).resolves.toBeTruthy();
  });

  test("an option that nobody knows", async () => {
    await expect(read({ options: { "reading.thraeds": 2 } })).rejects.toEqual(
      wrong("CONFIG_UNKNOWN", /Did you mean reading\.threads\?/),
    );
  });

  test("a secret on the command line; and it is in no message", async () => {
    const secret = "mysql://root:hunter2@db/x";
    const misread = await fileOf({ databaseUrl: secret });
    const broken = await fileOf(`{"databaseUrl": "${secret}"`);
    for (const sources of [
      { options: { databaseUrl: secret } },
      { environment: { DATABASE_URL: secret } },
      { file: misread },
      { file: broken },
    ]) {
      const error = await read(sources).then(
        () => null,
        (reason: Error & { code: string; fields: unknown }) => reason,
      );
      expect(error?.code).toMatch(/^CONFIG_/);
      expect(`${error?.message} ${JSON.stringify(error?.fields)} ${error?.stack}`).not.toContain(
        "hunter2",
      );
    }
  });
});

test("the documentation's table is that of the settings", async () => {
  const page = await readFile(
    resolve(import.meta.dirname, "../../../docs/configuration.md"),
    "utf8",
  );
  expect(page).toContain(settingsTable());
  expect(SETTINGS.filter(({ schema }) => !schema.title?.endsWith("."))).toEqual([]);
});
