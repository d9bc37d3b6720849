import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { jsonLines, thorascope as run } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "thorascope-backup-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a data folder goes through a backup into another, and the doctor finds both in order", () => {
  const data = join(folder, "data");
  const file = join(folder, "backup.tar");
  expect(run("backup", file, "--data", data)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^BACKUP_SOURCE_MISSING/),
  });
  expect(existsSync(data)).toBe(false);
  expect(run("accounts", "list", "--data", data).code).toBe(0);
  expect(run("backup", file, "--data", data)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(": 0 studies, 0 images, 0 files"),
    stderr: "",
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const restored = join(folder, "restored");
  expect(run("restore", file, "--data", restored)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("0 images to be read"),
    stderr: "",
  });
  expect(run("audit", "verify", "--data", restored)).toMatchObject({
    code: 0,
    stdout: "The audit log is whole: 2 entries.\n",
  });
  const config = join(folder, "any-port.json");
  writeFileSync(config, '{"port": 0}');
  const { code, stdout } = run("doctor", "--data", restored, "--config", config);
  expect(stdout).toMatch(/^fine {5}audit log: whole, 2 entries\.$/m);
  expect(code).toBe(0);
});

test("what is refused and what is wrong ends with exit code 1", () => {
  const file = join(folder, "file");
  writeFileSync(file, "no backup");
  const restored = join(folder, "nothing");
  expect(run("restore", file, "--data", restored)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^BACKUP_UNREADABLE/),
  });
  expect(existsSync(restored)).toBe(false);
  expect(run("restore", file).code).toBe(2);
  const { code, stdout } = run("doctor", "--data", file, "--json");
  expect(code).toBe(1);
  expect(jsonLines(stdout)).toContainEqual({
    check: "data folder",
    state: "wrong",
    message: `${file} is a file and no folder.`,
    cure: expect.stringContaining("Move the file away"),
  });
});
