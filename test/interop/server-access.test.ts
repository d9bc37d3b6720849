import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkPassword } from "../../src/server/access/accounts/check-password.ts";
import { addAccount, changeAccount, createPasswordHasher } from "../../src/server/access/index.ts";
import { LOCAL_ACTOR } from "../../src/server/actor.ts";
import { openAuditLog, readRows, verifyAudit } from "../../src/server/audit/index.ts";
import { readServerConfig } from "../../src/server/config/index.ts";
import { type Database, openDatabase } from "../../src/server/store/database.ts";
import type { Role } from "../../src/server/store/tables.ts";
import { auditLogCases } from "../server/audit/audit-log-cases.ts";
import { startPostgresql, type TestServer } from "./postgresql.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startPostgresql();
});
afterAll(async () => {
  await server?.stop();
});

auditLogCases("PostgreSQL", async () => openDatabase({ url: await server.database() }));

describe("several processes on one PostgreSQL", () => {
  const hasher = createPasswordHasher({ logarithm: 10, blocks: 8, lanes: 1 });
  let databases: [Database, Database];
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "thorascope-shared-"));
    const url = await server.database();
    databases = [await openDatabase({ url }), await openDatabase({ url })];
    return async () => {
      for (const database of databases) await database.close();
      await rm(folder, { recursive: true });
    };
  });

  async function add(name: string, role: Role): Promise<string> {
    const passwordHash = await hasher.hash("plum kettle violin harbour");
    const [{ queries }] = databases;
    return (await addAccount(queries, { name, role, passwordHash }, new Date())).id;
  }

  test("write one chain: 400 entries of two at once, in transactions and without, no gap", async () => {
    const keyFile = join(folder, "audit.key");
    // Both find an empty log: one makes the key, the other takes it.
    const logs = await Promise.all(
      databases.map(async (database, index) => {
        const place = { database, keyFile, headFile: join(folder, `head-${index}`) };
        const problems: string[] = [];
        return { place, problems, log: await openAuditLog(place, (text) => problems.push(text)) };
      }),
    );
    const entry = { actor: LOCAL_ACTOR, action: "study.see", subject: null } as const;
    await Promise.all(
      logs.flatMap(({ log, place }) =>
        Array.from({ length: 200 }, (_, index) =>
          index % 4 === 0
            ? place.database.queries
                .transaction()
                .execute((transaction) => log.append(entry, transaction))
            : log.append(entry),
        ),
      ),
    );
    for (const { log } of logs) await log.close();
    let count = 0n;
    for await (const { sequence } of readRows(databases[0].queries)) expect(sequence).toBe(++count);
    expect(count).toBe(400n);
    for (const { place, problems } of logs) {
      expect(problems).toEqual([]);
      expect(await verifyAudit(place)).toEqual({ entries: 400, findings: [], more: 0 });
    }
  });

  test("two admins who disable each other at the same time: one of them stays", async () => {
    for (let round = 0; round < 10; round++) {
      const ids = [await add(`a${round}`, "admin"), await add(`b${round}`, "admin")];
      const results = await Promise.allSettled(
        databases.map(({ queries }, index) =>
          queries
            .transaction()
            .execute((transaction) =>
              changeAccount(transaction, ids[index] ?? "", { disabled: true }, new Date()),
            ),
        ),
      );
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      await databases[0].queries.deleteFrom("account").execute();
    }
  });

  test("guesses at several processes are counted together", async () => {
    await add("ann", "reader");
    const { access } = await readServerConfig({ environment: {} });
    const attempt = { name: "ann", password: "wrong" };
    const checks = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        checkPassword(
          (databases[index % 2] ?? databases[0]).queries,
          hasher,
          attempt,
          new Date(),
          access,
        ),
      ),
    );
    const tried = checks.filter((check) => !check.right && check.reason === "wrong password");
    expect(tried).toHaveLength(access.loginAttempts);
  });
});
