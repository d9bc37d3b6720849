import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "../../../src/server/store/folder-lock.ts";

const LOCKER = join(import.meta.dirname, "lock-process.ts");

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-lock-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts a process that tries to take the folder, and says how that went. */
function startLocker(place: string): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", LOCKER, place], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

async function saidBy(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("its output is not piped");
  const [line] = await once(child.stdout, "data");
  return String(line).trim();
}

test("a second taker is refused with the folder and the process that has it", async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: "STORE_IN_USE",
    fields: { folder, pid: process.pid },
  });
  await lock.release();
  await (await lockFolder(folder)).release();
});

test("another process is refused, and after kill -9 the folder is free at once", async () => {
  const owner = startLocker(folder);
  expect(await saidBy(owner)).toBe("locked");
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: "STORE_IN_USE",
    fields: { pid: owner.pid },
    message: expect.stringContaining(`${folder} is in use by the process ${owner.pid}`),
  });
  owner.kill("SIGKILL");
  await once(owner, "exit");
  await (await lockFolder(folder)).release();
});

test("of many starters at once, where the last owner was killed, exactly one gets it", async () => {
  for (let round = 0; round < 20; round++) {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const locks = results.flatMap((result) =>
      result.status === "fulfilled" ? [result.value] : [],
    );
    expect(locks).toHaveLength(1);
    for (const lock of locks) await lock.release();
  }
});

test("of processes that start at once after a kill -9, exactly one gets it", async () => {
  const killed = startLocker(folder);
  await saidBy(killed);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  const said = await Promise.all(Array.from({ length: 4 }, () => saidBy(startLocker(folder))));
  expect(said.filter((line) => line === "locked")).toHaveLength(1);
  expect(said.filter((line) => line === "STORE_IN_USE")).toHaveLength(3);
});

test("a path longer than sockets may have is no hindrance", async () => {
  const deep = join(folder, "x".repeat(120));
  await mkdir(deep);
  const lock = await lockFolder(deep);
  await expect(lockFolder(deep)).rejects.toMatchObject({ code: "STORE_IN_USE" });
  await lock.release();
  await (await lockFolder(deep)).release();
});
