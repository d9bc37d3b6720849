import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { auditPlaceOf, openAuditLog } from "../../../src/server/audit/index.ts";
import { openIntake } from "../../../src/server/intake/intake.ts";
import { restoreBackup, writeBackup } from "../../../src/server/operation/index.ts";
import { openStore } from "../../../src/server/store/open-store.ts";
import { inPieces, pngOf, UPLOADS } from "../files.ts";
import { embeddedPlace, type TestPlace } from "../places.ts";
import { type ChangedPart, changed, partsOf, writeParts } from "./change-backup.ts";
import { keptConfig } from "./kept-store.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

let folder = "";
let source: TestPlace;
let whole = "";
let parts: ChangedPart[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-refusals-"));
  source = await embeddedPlace();
  const store = await openStore(source.config);
  const audit = await openAuditLog(auditPlaceOf(keptConfig(source), store.database), () => {});
  const intake = openIntake(store, UPLOADS, audit);
  for (const number of [1, 2]) {
    const fileName = `${number}.png`;
    await intake.take({ source: inPieces(await pngOf(number)), fileName }, LOCAL_ACTOR);
  }
  await intake.close();
  await audit.close();
  await store.close();
  whole = join(folder, "whole.tar");
  const config = keptConfig(source);
  await writeBackup({ file: whole, config, actor: LOCAL_ACTOR, version: "1.2.3" });
  parts = await partsOf(whole);
});

afterAll(async () => {
  await source?.clear();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => rm(join(folder, "restored"), { recursive: true, force: true }));

const restore = (file: string, dataFolder = join(folder, "restored")) =>
  restoreBackup({ file, config: { ...keptConfig(source), dataFolder }, actor: LOCAL_ACTOR });

/** Nothing is left of a restore that is refused, and nothing lies where a hostile backup wants it. */
async function expectRefused(file: string, code: string): Promise<void> {
  await expect(restore(file)).rejects.toMatchObject({ code });
  await expect(stat(join(folder, "restored"))).rejects.toMatchObject({ code: "ENOENT" });
  await expect(stat(join(folder, "evil"))).rejects.toMatchObject({ code: "ENOENT" });
}

const changedFile = join(tmpdir(), `thorascope-changed-${process.pid}.tar`);
afterAll(() => rm(changedFile, { force: true }));

test("a backup that is cut off anywhere, or goes on after its end, is refused", async () => {
  const bytes = await readFile(whole);
  const cuts = [bytes.length - 1, bytes.length - 512, bytes.length - 1024, bytes.length - 1500];
  for (const length of [...cuts, bytes.length >> 1, 5000, 513]) {
    await writeFile(changedFile, bytes);
    await truncate(changedFile, length);
    await expectRefused(changedFile, "BACKUP_DAMAGED");
  }
  await writeFile(changedFile, Buffer.concat([bytes, Buffer.from("more")]));
  await expectRefused(changedFile, "BACKUP_DAMAGED");
});

test("a backup in which any byte of any part was changed is refused", async () => {
  for (const { path } of parts) {
    const edited = parts.map((part) => {
      const content = Buffer.from(part.content);
      const at = content.length >> 1;
      if (part.path === path) content[at] = (content[at] ?? 0) ^ 1;
      return { ...part, content };
    });
    await writeParts(changedFile, edited);
    await expectRefused(changedFile, "BACKUP_DAMAGED");
  }
});

test("a backup that lacks a part, or has one twice or in another place, is refused", async () => {
  for (const index of parts.keys()) {
    await writeParts(changedFile, parts.toSpliced(index, 1));
    await expectRefused(changedFile, index === 0 ? "BACKUP_UNREADABLE" : "BACKUP_DAMAGED");
    const part = parts[index];
    if (part === undefined) continue;
    await writeParts(changedFile, parts.toSpliced(index, 0, part));
    await expectRefused(changedFile, "BACKUP_DAMAGED");
  }
});

test("paths that lead elsewhere, links and other files are refused", async () => {
  const content = Buffer.from("evil");
  const object = `objects/${"a".repeat(64)}`;
  const hostile: readonly ChangedPart[] = [
    { path: "../evil", content },
    { path: "/tmp/evil", content },
    { path: `objects/../../evil`, content },
    { path: "objects/evil", content },
    { path: "tables/image/../../../evil.jsonl", content },
    { path: object, content: Buffer.alloc(0), type: "SymbolicLink", linkpath: "/etc/passwd" },
    { path: object, content: Buffer.alloc(0), type: "Link", linkpath: "/etc/passwd" },
    { path: "objects/", content: Buffer.alloc(0), type: "Directory" },
    { path: "evil\u0000.json", content },
  ];
  for (const part of hostile) {
    for (const at of [1, parts.length - 1]) {
      await writeParts(changedFile, parts.toSpliced(at, 0, part));
      await expectRefused(changedFile, "BACKUP_FOREIGN");
    }
  }
});

test("files that are no backup are refused, compressed ones too", async () => {
  const files = ["", "no backup", "x".repeat(10_000), "\0".repeat(10_000)].map((text) =>
    Buffer.from(text),
  );
  for (const bytes of [...files, gzipSync(await readFile(whole))]) {
    await writeFile(changedFile, bytes);
    await expectRefused(changedFile, "BACKUP_UNREADABLE");
  }
  await expectRefused(join(folder, "nowhere.tar"), "BACKUP_UNREADABLE");
  spawnSync("tar", ["-cf", changedFile, "--files-from", "/dev/null"]);
  await expectRefused(changedFile, "BACKUP_UNREADABLE");
  // Says that it has 8 TiB.
  const block = Buffer.alloc(512);
  new Header({ path: "thorascope-backup.json", size: 2 ** 43, mode: 0o600, type: "File" }).encode(
    block,
  );
  await writeFile(changedFile, Buffer.concat([block, Buffer.alloc(1024)]));
  await expectRefused(changedFile, "BACKUP_DAMAGED");
});

test("a backup of a later version is refused as that", async () => {
  const head = "thorascope-backup.json";
  const later = [
    (text: string) => text.replace('"format":1', '"format":2,"more":true'),
    (text: string) => text.replace("]", ',"999-later"]'),
  ];
  for (const change of later) {
    await writeParts(changedFile, changed(parts, head, change));
    await expectRefused(changedFile, "BACKUP_NEWER");
  }
});

test("rows that the tables do not take, or that name what is not there, are refused, and all is taken away", async () => {
  const path = "tables/image/000001.jsonl";
  const changes: readonly ((text: string) => string)[] = [
    (text) => text.replace('"queued"', '"bogus"'),
    (text) => text.replace(/"\d+"/, '"many"'),
    (text) => text.replace(/^\[.*?,/, `["${"b".repeat(64)}",`),
  ];
  for (const change of changes) {
    await writeParts(changedFile, changed(parts, path, change));
    await expectRefused(changedFile, "BACKUP_DAMAGED");
  }
});

test("a backup of an earlier version is brought up to date", async () => {
  const earlier = changed(parts, "thorascope-backup.json", (text) =>
    text.replace(/"migrations":\[[^\]]*\]/, '"migrations":["001-first-tables"]'),
  );
  await writeParts(changedFile, earlier);
  const dataFolder = join(folder, "earlier");
  expect(await restore(changedFile, dataFolder)).toMatchObject({
    images: 2,
    waiting: 2,
    audit: { findings: [] },
  });
  const store = await openStore({ ...source.config, dataFolder });
  await expect(store.database.run("delete from audit")).rejects.toThrow("new rows only");
  expect(await store.queue.counts()).toEqual({ waiting: 2, active: 0 });
  await store.close();
});

test("no server starts in a folder whose restore was killed", async () => {
  const dataFolder = join(folder, "killed");
  const command = spawn(
    process.execPath,
    ["dist/cli/main.js", "restore", whole, "--data", dataFolder],
    { cwd: ROOT, stdio: "ignore" },
  );
  const ended = once(command, "exit");
  const mark = join(dataFolder, "restoring");
  while (command.exitCode === null && !existsSync(mark)) await wait(5);
  command.kill("SIGKILL");
  await ended;
  const config = { ...source.config, dataFolder };
  await expect(openStore(config)).rejects.toMatchObject({ code: "STORE_HALF_RESTORED" });
  const again = restore(whole, dataFolder);
  await expect(again).rejects.toMatchObject({ code: "RESTORE_NOT_EMPTY" });
});

test("a lost or damaged object stops a backup, unless it is to be made without", async () => {
  const [name = ""] = parts.flatMap(({ path }) => /^objects\/(.*)/.exec(path)?.[1] ?? []);
  const place = join(source.config.dataFolder, "objects", name.slice(0, 2), name.slice(2));
  const config = keptConfig(source);
  const options = { config, actor: LOCAL_ACTOR, version: "1.2.3" };
  const file = join(folder, "incomplete.tar");
  await writeFile(place, "damaged");
  await expect(writeBackup({ ...options, file })).rejects.toMatchObject({ code: "OBJECT_DAMAGED" });
  await rm(place);
  await expect(writeBackup({ ...options, file })).rejects.toMatchObject({ code: "OBJECT_MISSING" });
  expect((await readdir(folder)).filter((one) => one.startsWith("incomplete"))).toEqual([]);
  expect(await writeBackup({ ...options, file, incomplete: true })).toMatchObject({
    images: 2,
    objects: 1,
    missing: [name],
  });
  const dataFolder = join(folder, "incomplete");
  expect(await restore(file, dataFolder)).toMatchObject({ images: 2, missing: [name] });
});

test("an embedded database that knows of none of the files is not backed up for what a server keeps", async () => {
  const place = await embeddedPlace();
  const store = await openStore(place.config);
  await store.objects.put(inPieces(await pngOf(3)), 1 << 20);
  await store.close();
  const file = join(folder, "of-mistake.tar");
  const config = keptConfig(place);
  await expect(
    writeBackup({ file, config, actor: LOCAL_ACTOR, version: "1.2.3" }),
  ).rejects.toMatchObject({
    code: "BACKUP_SOURCE_MISSING",
    message: expect.stringContaining("set DATABASE_URL"),
  });
  expect(existsSync(file)).toBe(false);
  await place.clear();
});

test("a folder in which no server has worked is not backed up, and stays as it is", async () => {
  const config = { ...keptConfig(source), dataFolder: join(folder, "nobody") };
  const file = join(folder, "nothing.tar");
  const backup = writeBackup({ file, config, actor: LOCAL_ACTOR, version: "1.2.3" });
  await expect(backup).rejects.toMatchObject({ code: "BACKUP_SOURCE_MISSING" });
  await expect(stat(config.dataFolder)).rejects.toMatchObject({ code: "ENOENT" });
});
