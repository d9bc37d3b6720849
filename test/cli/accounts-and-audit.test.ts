import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "../../src/server/store/database.ts";
import { lockFolder } from "../../src/server/store/folder-lock.ts";
import { tamper } from "../server/audit/audit-log-cases.ts";
import { jsonLines, thorascopeTold } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "thorascope-accounts-"));
const data = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command with something on its input. */
const run = (args: readonly string[], input = "") => thorascopeTold(input, ...args);

test("accounts are added, changed and listed, and the log tells of it and when it was touched", async () => {
  const at = ["--data", data];
  const password = "plum kettle violin harbour";
  expect(run(["accounts", "add", "ann", "--role", "admin", ...at], `${password}\n`).code).toBe(0);
  expect(
    run(["accounts", "add", "bob", "--role", "reader", ...at], "password1234\n"),
  ).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^PASSWORD_WEAK/),
  });
  expect(run(["accounts", "add", "bob", "--role", "owner", ...at], `${password}\n`).code).toBe(2);
  expect(run(["accounts", "add", "bob", "--role", "reader", ...at], "").code).toBe(2);
  expect(run(["accounts", "add", "bob", "--role", "reader", ...at], `${password}\n`).code).toBe(0);
  expect(run(["accounts", "disable", "bob", ...at]).code).toBe(0);
  expect(run(["accounts", "disable", "ann", ...at]).stderr).toMatch(/^ACCOUNT_LAST_ADMIN/);
  const list = run(["accounts", "list", "--json", ...at]).stdout;
  expect(jsonLines(list)).toMatchObject([
    { name: "ann", role: "admin", disabled: false },
    { name: "bob", role: "reader", disabled: true },
  ]);
  expect(list).not.toContain("scrypt");
  expect(statSync(data).mode & 0o777).toBe(0o700);

  expect(run(["audit", "verify", ...at])).toMatchObject({
    code: 0,
    stdout: "The audit log is whole: 3 entries.\n",
  });
  const exported = run(["audit", "export", ...at]).stdout;
  expect(jsonLines(exported).map(({ action }) => action)).toEqual([
    "account.create",
    "account.create",
    "account.change",
    "audit.see",
  ]);
  const file = join(folder, "log.jsonl");
  const key = ["--key", join(data, "audit.key")];
  writeFileSync(file, exported);
  expect(run(["audit", "verify", "--file", file, ...key]).code).toBe(0);
  writeFileSync(file, exported.replace('"role":"reader"', '"role":"admin"'));
  expect(run(["audit", "verify", "--file", file, ...key])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^entry 2 was edited/),
  });

  const database = await openDatabase({ folder: join(data, "database") });
  await tamper(database, "delete from audit where sequence = 4");
  await database.close();
  const cut = run(["audit", "verify", ...at]);
  expect(cut.code).toBe(1);
  expect(cut.stdout).toMatch(
    /^the log ends with entry 3, but had reached entry 4: its end was cut off\.\n/,
  );
  expect(readFileSync(join(data, "audit.head"), "utf8")).toContain('"sequence":4');
}, 300_000);

test("while a server has the folder, it is refused with a sentence", async () => {
  const lock = await lockFolder(data);
  const answer = run(["accounts", "list", "--data", data]);
  await lock.release();
  expect(answer.code).toBe(1);
  expect(answer.stderr).toMatch(
    /^STORE_IN_USE .* is in use by the process \d+\. Stop that process/,
  );
});

test("a folder that is no server's is not made one, and is not found whole", () => {
  const other = join(folder, "other");
  const answer = run(["audit", "verify", "--data", other]);
  expect(answer.code).toBe(1);
  expect(answer.stderr).toMatch(/^AUDIT_KEY_MISSING/);
  expect(() => statSync(other)).toThrow();
});
