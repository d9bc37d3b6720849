import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { addAccess, type RouteRole } from "../../../src/server/access/index.ts";
import { createPasswordHasher } from "../../../src/server/access/passwords/password-hasher.ts";
import {
  auditPlaceOf,
  type OpenAuditLog,
  openAuditLog,
  readRows,
} from "../../../src/server/audit/index.ts";
import { readServerConfig, type ServerConfig } from "../../../src/server/config/index.ts";
import { answerWithProblems } from "../../../src/server/http/problem/answer-with-problems.ts";
import { compileValidator } from "../../../src/server/http/validation.ts";
import { type Database, openDatabase } from "../../../src/server/store/database.ts";

/** A database and a folder that the servers of a test file share. */
export interface TestStore {
  readonly folder: string;
  readonly database: Database;
  readonly close: () => Promise<void>;
}

export async function openTestStore(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-access-"));
  const database = await openDatabase({ folder: join(folder, "database") });
  return {
    folder,
    database,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** scrypt with little work: the tests are not about how long it takes. */
export const QUICK_COST = { logarithm: 10, blocks: 8, lanes: 1 };

/** A small server that lets in who may come in, on a free port. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly config: ServerConfig;
  readonly port: number;
  /** Of the server, as a browser writes it. */
  readonly origin: string;
  /** What time the server thinks it is. */
  now: Date;
  /** Every route, with the least role that may use it. */
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
    readonly role: RouteRole;
  }[];
  /** How many passwords were hashed or checked. */
  readonly hashes: () => number;
  readonly close: () => Promise<void>;
}

export async function startTestServer(
  store: TestStore,
  options: Readonly<Record<string, string | number>> = {},
  addRoutes: (app: FastifyInstance) => void = () => {},
): Promise<TestServer> {
  const config = await readServerConfig({
    environment: {},
    options: { dataFolder: store.folder, "access.requestsPerMinute": 100_000, ...options },
  });
  const { database } = store;
  let hashes = 0;
  const hasher = createPasswordHasher(QUICK_COST);
  const counting: typeof hasher = {
    hash: (password) => {
      hashes++;
      return hasher.hash(password);
    },
    verify: (password, hash) => {
      hashes++;
      return hasher.verify(password, hash);
    },
    isOutdated: hasher.isOutdated,
  };
  const trusted = config.access.trustedProxies;
  const app = Fastify({ trustProxy: trusted.length > 0 ? [...trusted] : false });
  app.setValidatorCompiler(compileValidator as never);
  answerWithProblems(app);
  const audit: OpenAuditLog = await openAuditLog(auditPlaceOf(config, database), () => {});
  const routes: { method: string; path: string; role: RouteRole }[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    for (const one of [method].flat()) {
      routes.push({ method: one, path: url, role: config?.role ?? "admin" });
    }
  });
  const server = {
    app,
    routes,
    config,
    port: 0,
    origin: "",
    now: new Date("2027-01-10T08:00:00Z"),
    hashes: () => hashes,
    close: async () => {
      await app.close();
      await audit.close();
    },
  };
  await addAccess(app, { config, database, audit, hasher: counting, clock: () => server.now });
  for (const role of ["anyone", "reader", "reviewer", "admin"] as const) {
    app.get(`/api/for-${role}`, { config: { role } }, async ({ visitor }) => ({
      name: visitor?.actor.name ?? null,
    }));
    app.post(`/api/for-${role}`, { config: { role } }, async () => ({}));
  }
  addRoutes(app);
  await app.listen({ host: "127.0.0.1", port: 0 });
  server.port = (app.server.address() as AddressInfo).port;
  server.origin = `http://127.0.0.1:${server.port}`;
  return server;
}

/** Actions of the audit log from an entry on, with their details. */
export async function auditedSince(store: TestStore, count: number) {
  const found: { action: string; subject: string | null; detail: unknown; actor: string }[] = [];
  for await (const { sequence, action, subject, detail, actor } of readRows(
    store.database.queries,
  )) {
    if (sequence > BigInt(count)) found.push({ action, subject, detail, actor });
  }
  return found;
}
