import { afterAll, beforeAll } from "vitest";
import { backupCases } from "../server/operation/backup-cases.ts";
import { embeddedPlace } from "../server/places.ts";
import { startPostgresql, type TestServer } from "./postgresql.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startPostgresql();
});

afterAll(async () => {
  await server?.stop();
});

const place = () => server.place();
backupCases(["embedded", embeddedPlace], ["PostgreSQL", place]);
backupCases(["PostgreSQL", place], ["embedded", embeddedPlace]);
