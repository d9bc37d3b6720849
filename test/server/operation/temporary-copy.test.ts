import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../src/server/operation/doctor/temporary-copy.ts";

const PROCESS = join(import.meta.dirname, "copy-process.ts");

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Starts a process that makes such a folder. */
async function start() {
  const child = spawn(process.execPath, ["--import", "tsx", PROCESS], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = await once(child.stdout, "data");
  const path = String(line).trim();
  expect(existsSync(join(path, "rows"))).toBe(true);
  return { child, path };
}

test.each([
  ["Ctrl-C", 130, (child: ChildProcess) => child.kill("SIGINT")],
  ["systemd", 143, (child: ChildProcess) => child.kill("SIGTERM")],
  ["a pipe that nobody reads any more", 0, (child: ChildProcess) => child.stdin?.write("\n")],
])("a copy is gone with its process when that is ended by %s", async (_, status, end) => {
  const { child, path } = await start();
  const exit = once(child, "exit");
  end(child);
  expect((await exit)[0]).toBe(status);
  expect(existsSync(path)).toBe(false);
});

test("what a process left that was killed is removed by the next; one that lives keeps its own", async () => {
  const killed = await start();
  const alive = await start();
  const exit = once(killed.child, "exit");
  killed.child.kill("SIGKILL");
  await exit;
  expect(existsSync(killed.path)).toBe(true);
  const other = await mkdtemp(join(tmpdir(), "thorascope-doctor-other-"));
  const folder = await makeTemporaryFolder();
  expect([killed.path, alive.path, other, folder.path].map(existsSync)).toEqual([
    false,
    true,
    true,
    true,
  ]);
  await folder.remove();
  expect(existsSync(folder.path)).toBe(false);
  await rm(other, { recursive: true });
});

test("nothing listens to the process's end any more once the copy is removed", async () => {
  const count = () =>
    ["exit", "SIGINT", "SIGTERM", "SIGHUP"].map((event) => process.listenerCount(event));
  const before = count();
  const folder = await makeTemporaryFolder();
  expect(count()).toEqual(before.map((listeners) => listeners + 1));
  await folder.remove();
  expect(count()).toEqual(before);
});
