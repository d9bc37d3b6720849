import { afterAll, beforeAll } from "vitest";
import { intakeCases } from "../server/intake/intake-cases.ts";
import { killCases, TWO_HUNDRED } from "../server/worker/kill-cases.ts";
import { workerCases } from "../server/worker/worker-cases.ts";
import { startPostgresql, type TestServer } from "./postgresql.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startPostgresql();
});

afterAll(async () => {
  await server?.stop();
});

const place = () => server.place();
intakeCases("PostgreSQL", place);
workerCases("PostgreSQL", place);
killCases("PostgreSQL", place, TWO_HUNDRED);
