import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { TestPlace } from "../server/places.ts";

/** Where Debian keeps the programs, by version. */
const PROGRAMS = "/usr/lib/postgresql";

/** A PostgreSQL server of the test's own. */
export interface TestServer {
  /** Where it listens, for programs that take the parts of a URL; its user is `postgres`. */
  readonly address: { readonly host: string; readonly port: number };
  /** Makes an empty database. @returns its URL. */
  database(): Promise<string>;
  /** A store's place: an empty database and a folder. */
  place(): Promise<TestPlace>;
  /** Takes away a database and a role of one name, if they are there. */
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a throw-away server on a free port of the loopback address, with its files in a temporary folder. */
export async function startPostgresql(): Promise<TestServer> {
  const [version] = (await readdir(PROGRAMS)).sort((one, other) => Number(other) - Number(one));
  const bin = join(PROGRAMS, version ?? "", "bin");
  const folder = await mkdtemp(join(tmpdir(), "thorascope-postgresql-"));
  const owner = await ownerOf(folder);
  const data = join(folder, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync"],
    { ...owner, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", folder],
    { ...owner, cwd: folder, stdio: "ignore" },
  );
  // Whatever becomes of the test's process, the server ends with it.
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  const url = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  while (!(await answers(url("postgres")))) {
    if (server.exitCode !== null) throw new Error("postgres has ended by itself");
    await wait(100);
  }
  const database = async () => {
    const name = `test_${randomUUID().replaceAll("-", "")}`;
    await ask(url("postgres"), `create database ${name}`);
    return url(name);
  };
  return {
    address: { host: "127.0.0.1", port },
    database,
    async place() {
      const dataFolder = await mkdtemp(join(tmpdir(), "thorascope-store-"));
      return {
        config: { dataFolder, databaseUrl: await database(), reading: { retries: 2 } },
        clear: () => rm(dataFolder, { recursive: true, force: true }),
      };
    },
    async drop(name) {
      await ask(url("postgres"), `drop database if exists ${name} with (force)`);
      await ask(url("postgres"), `drop role if exists ${name}`);
    },
    async stop() {
      process.off("exit", end);
      // Fast shutdown: it does not wait for clients.
      server.kill("SIGINT");
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as the user of Debian's package, who gets the folder. */
async function ownerOf(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) =>
    Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout.trim());
  const owner = { uid: id("-u"), gid: id("-g") };
  await chown(folder, owner.uid, owner.gid);
  return owner;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  return ask(url, "select 1").then(
    () => true,
    () => false,
  );
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => {});
  }
}
