import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StoreError } from "./errors.ts";

/** A folder that this process has to itself. */
export interface FolderLock {
  release(): Promise<void>;
}

/** What the file of an owner says. */
interface Owner {
  readonly pid: number;
  /** Where it listens for as long as it lives: an absolute path, or a name within the lock's folder. */
  readonly socket: string;
}

/** Paths of sockets are 104 bytes on macOS and 108 on Linux, with the zero that ends them. */
const LONGEST_SOCKET_PATH = 103;

/** Starters that each find another ahead of them; one of them must get on. */
const TRIES = 100;

/**
 * Takes a folder for this process alone, until it is released or the process ends, in whatever way.
 *
 * Each owner writes a file of its own, named by a number one above the highest there is, which says on which
 * socket it listens. The highest number owns the folder as long as something listens there: the operating
 * system ends that with the process, and a process id that is used again means nothing. A file appears with its
 * content (it is linked), only one starter can have a number, and the file of the highest number is never
 * removed, so that a slow starter finds out that it is late.
 *
 * Sockets don't reach another machine: the folder must lie on a disk of this one.
 *
 * @throws StoreError STORE_IN_USE if another process has the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const place = join(folder, "lock");
  await mkdir(place, { recursive: true });
  const name = randomUUID();
  const socket = socketFor(place, name);
  const server = await listen(pathOf(place, socket));
  const own = join(place, `${name}.owner`);
  try {
    await writeFile(own, JSON.stringify({ pid: process.pid, socket } satisfies Owner));
    await claim(folder, place, own);
  } catch (error) {
    await close(server);
    throw error;
  } finally {
    await rm(own, { force: true });
  }
  return { release: () => close(server) };
}

/**
 * Who has a folder, without taking it or changing anything in it.
 *
 * @returns the process id of its owner; null if nobody has it.
 */
export async function ownerOfFolder(folder: string): Promise<number | null> {
  const place = join(folder, "lock");
  const highest = await highestNumber(place).catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return 0;
    throw error;
  });
  const owner = highest === 0 ? null : await readOwner(place, highest);
  return owner !== null && (await isListening(pathOf(place, owner.socket))) ? owner.pid : null;
}

async function claim(folder: string, place: string, own: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const highest = await highestNumber(place);
    const owner = highest === 0 ? null : await readOwner(place, highest);
    if (owner !== null && (await isListening(pathOf(place, owner.socket)))) {
      throw inUse(folder, owner.pid);
    }
    const number = highest + 1;
    if (!(await appears(own, join(place, String(number))))) continue;
    if ((await highestNumber(place)) > number) continue;
    await removeBelow(place, number);
    return;
  }
  throw inUse(folder, null);
}

async function numbers(place: string): Promise<number[]> {
  return (await readdir(place)).filter((name) => /^\d+$/.test(name)).map(Number);
}

async function highestNumber(place: string): Promise<number> {
  return Math.max(0, ...(await numbers(place)));
}

/** Files of owners that are gone, and their sockets. */
async function removeBelow(place: string, number: number): Promise<void> {
  for (const older of (await numbers(place)).filter((other) => other < number)) {
    const owner = await readOwner(place, older);
    if (owner !== null && process.platform !== "win32") {
      await rm(pathOf(place, owner.socket), { force: true });
    }
    await rm(join(place, String(older)), { force: true });
  }
}

/** Null where the file has gone since it was listed. */
async function readOwner(place: string, number: number): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(join(place, String(number)), "utf8")) as Owner;
  } catch (error) {
    if (isCode(error, "ENOENT") || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Gives a file a second name; false where something has that name. */
async function appears(file: string, name: string): Promise<boolean> {
  try {
    await link(file, name);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

function socketFor(place: string, name: string): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\thorascope-${name}`;
  const within = `${name}.socket`;
  if (Buffer.byteLength(resolve(place, within)) <= LONGEST_SOCKET_PATH) return within;
  const short = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return join(tmpdir(), `thorascope-${short}.socket`);
}

function pathOf(place: string, socket: string): string {
  return process.platform === "win32" ? socket : resolve(place, socket);
}

async function listen(path: string): Promise<Server> {
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((done, failed) => {
    server.once("error", failed).listen(path, done);
  });
  // The lock must not keep a process alive that has nothing else to do.
  return server.unref();
}

async function isListening(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const connection = connect(path);
    const isThere = (there: boolean) => {
      connection.destroy();
      answer(there);
    };
    connection.once("connect", () => isThere(true));
    connection.once("error", (error) => {
      isThere(!isCode(error, "ECONNREFUSED") && !isCode(error, "ENOENT"));
    });
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done());
  });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function inUse(folder: string, pid: number | null): StoreError {
  const who = pid === null ? "another process" : `the process ${pid}`;
  return new StoreError(
    "STORE_IN_USE",
    `${folder} is in use by ${who}. Stop that process first, name another folder with --data, or share a PostgreSQL server (DATABASE_URL).`,
    { folder, pid },
  );
}
