import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFolderObjects } from "../../../src/server/store/folder-objects.ts";
import { all, inPieces } from "../files.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-objects-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

// FIPS 180-2, appendix B.1: the SHA-256 of "abc".
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

test("bytes lie under their SHA-256 and come back", async () => {
  const objects = await openFolderObjects(folder, true);
  expect(await objects.put(inPieces(Buffer.from("abc"), 1), 3)).toEqual({ sha256: ABC, bytes: 3 });
  expect(Buffer.from(await objects.read(ABC)).toString()).toBe("abc");
  expect(await objects.has(ABC)).toBe(true);
  expect(await readdir(join(folder, "ba"))).toEqual([ABC.slice(2)]);
  expect(await all(objects.list())).toEqual([ABC]);
  expect(Buffer.concat(await all(await objects.open(ABC))).toString()).toBe("abc");
  await objects.remove(ABC);
  expect(await objects.has(ABC)).toBe(false);
  await expect(objects.read(ABC)).rejects.toMatchObject({ code: "OBJECT_MISSING" });
  await expect(objects.open(ABC)).rejects.toMatchObject({ code: "OBJECT_MISSING" });
});

test("a name that is no hash reaches no file", async () => {
  const objects = await openFolderObjects(folder, true);
  await writeFile(join(folder, "secret"), "secret");
  await expect(objects.open("../objects/secret")).rejects.toMatchObject({ code: "OBJECT_MISSING" });
});

test("more bytes than allowed are refused and leave nothing, and so does a stream that breaks", async () => {
  const objects = await openFolderObjects(folder, true);
  await expect(objects.put(inPieces(Buffer.from("abc"), 1), 2)).rejects.toMatchObject({
    code: "UPLOAD_TOO_LARGE",
  });
  async function* broken() {
    yield Buffer.from("a");
    throw new Error("cut off");
  }
  await expect(objects.put(broken(), 10)).rejects.toThrow("cut off");
  expect(await readdir(folder)).toEqual(["incoming"]);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

test("damage is noticed, and heals when the same bytes are put again", async () => {
  const objects = await openFolderObjects(folder, true);
  await objects.put(inPieces(Buffer.from("abc")), 3);
  await writeFile(join(folder, "ba", ABC.slice(2)), "abd");
  await expect(objects.read(ABC)).rejects.toMatchObject({ code: "OBJECT_DAMAGED" });
  await objects.put(inPieces(Buffer.from("abc")), 3);
  expect(Buffer.from(await objects.read(ABC)).toString()).toBe("abc");
});

test("a killed writer leaves nothing under a name, and its leftovers are swept", async () => {
  const writer = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "write-process.ts"), folder],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  // It writes objects one after the other, names each that is done, and never ends.
  let said = "";
  for await (const chunk of writer.stdout) {
    said += chunk;
    if (said.split("\n").length > 30) break;
  }
  writer.kill("SIGKILL");
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, "exit");
  const done = said.split("\n").slice(0, -1);
  expect(await readdir(join(folder, "incoming"))).not.toEqual([]);
  const shared = await openFolderObjects(folder, false);
  expect(await readdir(join(folder, "incoming"))).not.toEqual([]);
  for (const name of done) expect(await shared.has(name)).toBe(true);
  for await (const name of shared.list()) {
    const bytes = await shared.read(name);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(name);
  }
  await openFolderObjects(folder, true);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

test("an object is removed only if nobody has put it away since", async () => {
  const objects = await openFolderObjects(folder, false);
  await objects.put(inPieces(Buffer.from("abc")), 3);
  const hourAgo = new Date(Date.now() - 3_600_000);
  expect(await objects.removeUnlessNewer(ABC, hourAgo)).toBe(false);
  await utimes(join(folder, "ba", ABC.slice(2)), hourAgo, new Date(hourAgo.getTime() - 1000));
  await objects.put(inPieces(Buffer.from("abc")), 3);
  expect(await objects.removeUnlessNewer(ABC, hourAgo)).toBe(false);
  expect(await objects.has(ABC)).toBe(true);
  await utimes(join(folder, "ba", ABC.slice(2)), hourAgo, new Date(hourAgo.getTime() - 1000));
  expect(await objects.removeUnlessNewer(ABC, hourAgo)).toBe(true);
  expect(await objects.has(ABC)).toBe(false);
  expect(await objects.removeUnlessNewer(ABC, hourAgo)).toBe(false);
});
