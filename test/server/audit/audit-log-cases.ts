import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import {
  type AuditEntry,
  type AuditPlace,
  openAuditLog,
  readRows,
  verifyAudit,
} from "../../../src/server/audit/index.ts";
import type { Database } from "../../../src/server/store/database.ts";

const entry = (subject: string | null): AuditEntry => ({
  actor: LOCAL_ACTOR,
  action: "study.see",
  subject,
  detail: { z: 1, a: { y: [0.1, null], b: "ü" } },
});
const ignore = () => {};

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Changes the log as somebody does who owns the table. */
export async function tamper(database: Database, statement: string): Promise<void> {
  await database.run("alter table audit disable trigger audit_is_append_only");
  await database.run(statement);
  await database.run("alter table audit enable trigger audit_is_append_only");
}

/** What holds of the audit log in a database of any kind. */
export function auditLogCases(kind: string, open: (folder: string) => Promise<Database>): void {
  describe(`the audit log in the ${kind} database`, () => {
    let folder = "";
    let database: Database;
    let place: AuditPlace;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "thorascope-audit-"));
      database = await open(folder);
    }, 120_000);
    afterAll(async () => {
      await database.close();
      await rm(folder, { recursive: true });
    });
    beforeEach(async () => {
      await tamper(database, "truncate audit");
      const own = await mkdtemp(join(folder, "log-"));
      place = { database, keyFile: join(own, "audit.key"), headFile: join(own, "audit.head") };
    });

    async function sequences(): Promise<number[]> {
      const found: number[] = [];
      for await (const { sequence } of readRows(database.queries)) found.push(Number(sequence));
      return found;
    }

    test("200 entries at once: all there, without gaps, whole", async () => {
      const log = await openAuditLog(place, ignore);
      await Promise.all(oneTo(200).map((number) => log.append(entry(`study-${number}`))));
      expect(await sequences()).toEqual(oneTo(200));
      await log.close();
      expect(await verifyAudit(place)).toEqual({ entries: 200, findings: [], more: 0 });
    });

    test("more than a batch of rows", async () => {
      const log = await openAuditLog(place, ignore);
      await Promise.all(oneTo(2_300).map((number) => log.append(entry(`study-${number}`))));
      await log.close();
      expect(await verifyAudit(place)).toMatchObject({ entries: 2_300, findings: [] });
    });

    test("an entry is there exactly if the transaction's other work is", async () => {
      const log = await openAuditLog(place, ignore);
      const fails = database.queries.transaction().execute(async (transaction) => {
        await log.append(entry("undone"), transaction);
        throw new Error("undone");
      });
      await expect(fails).rejects.toThrow("undone");
      await database.queries
        .transaction()
        .execute((transaction) => log.append(entry("done"), transaction));
      await log.close();
      expect(await sequences()).toEqual([1]);
      expect(await verifyAudit(place)).toMatchObject({ findings: [] });
    });

    test("an entry that cannot be written fails alone", async () => {
      const log = await openAuditLog(place, ignore);
      const results = await Promise.allSettled(
        ["a", "b", "broken\0", "c"].map((subject) => log.append(entry(subject))),
      );
      expect(results.map(({ status }) => status)).toEqual([
        "fulfilled",
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      await log.close();
      expect(await verifyAudit(place)).toMatchObject({ entries: 3, findings: [] });
    });

    test("it goes on after a restart, and the head with it", async () => {
      for (const subject of ["a", "b", "c"]) {
        const log = await openAuditLog(place, ignore);
        await log.append(entry(subject));
        await log.close();
      }
      expect(await sequences()).toEqual([1, 2, 3]);
      expect(JSON.parse(await readFile(place.headFile, "utf8"))).toMatchObject({ sequence: 3 });
      expect(await verifyAudit(place)).toMatchObject({ findings: [] });
    });

    test("the head follows by itself while the log is open", async () => {
      const log = await openAuditLog(place, ignore);
      await log.append(entry("a"));
      await expect
        .poll(() => readFile(place.headFile, "utf8").catch(() => ""), { timeout: 10_000 })
        .toContain('"sequence":1');
      await log.close();
    });

    test("the head goes on once what kept it from being written is over", async () => {
      const problems: string[] = [];
      const log = await openAuditLog(place, (problem) => problems.push(problem));
      await mkdir(place.headFile);
      await log.append(entry("a"));
      await expect.poll(() => problems.length, { timeout: 10_000 }).toBeGreaterThan(0);
      expect(problems[0]).toMatch(/head was not written .*EISDIR/);
      await rm(place.headFile, { recursive: true });
      await log.append(entry("b"));
      await expect
        .poll(() => readFile(place.headFile, "utf8").catch(() => ""), { timeout: 10_000 })
        .toContain('"sequence":2');
      await log.close();
      expect(await verifyAudit(place)).toMatchObject({ entries: 2, findings: [] });
    });

    test("a head that can't be written when the log is closed is told, and not tried again", async () => {
      const problems: string[] = [];
      const log = await openAuditLog(place, (problem) => problems.push(problem));
      await mkdir(place.headFile);
      await log.append(entry("a"));
      await expect(log.close()).rejects.toMatchObject({ code: "EISDIR" });
      const count = problems.length;
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(problems).toHaveLength(count);
    });

    test("the table takes new rows only", async () => {
      const log = await openAuditLog(place, ignore);
      await log.append(entry("a"));
      await log.close();
      for (const statement of [
        "update audit set actor = 'nobody'",
        "delete from audit",
        "truncate audit",
      ]) {
        await expect(database.run(statement)).rejects.toThrow("new rows only");
      }
      expect(await verifyAudit(place)).toMatchObject({ entries: 1, findings: [] });
    });

    test("only this user reads the key", async () => {
      await (await openAuditLog(place, ignore)).close();
      expect((await stat(place.keyFile)).mode & 0o777).toBe(0o600);
    });

    test("a log whose key is gone is not gone on with under another", async () => {
      const log = await openAuditLog(place, ignore);
      await log.append(entry("a"));
      await log.close();
      await rm(place.keyFile);
      await expect(openAuditLog(place, ignore)).rejects.toMatchObject({
        code: "AUDIT_KEY_MISSING",
      });
      await writeFile(place.keyFile, "secret");
      await expect(openAuditLog(place, ignore)).rejects.toMatchObject({
        code: "AUDIT_KEY_INVALID",
      });
    });

    test("a log that was cut and then goes on keeps the head that tells it", async () => {
      const log = await openAuditLog(place, ignore);
      for (const subject of ["a", "b", "c"]) await log.append(entry(subject));
      await log.close();
      await tamper(database, "delete from audit where sequence > 1");
      const problems: string[] = [];
      const later = await openAuditLog(place, (problem) => problems.push(problem));
      for (const subject of ["d", "e", "f"]) await later.append(entry(subject));
      await later.close();
      expect(problems[0]).toMatch(/does not hold entry 3/);
      expect(await sequences()).toEqual([1, 2, 3, 4]);
      const { findings } = await verifyAudit(place);
      expect(findings).toMatchObject([{ kind: "rewritten", sequence: 3n }]);
    });
  });
}
