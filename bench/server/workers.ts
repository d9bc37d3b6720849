import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { startPostgresql } from "../../test/interop/postgresql.ts";
import { ratioOf, showRatio } from "../ratio.ts";
import { byClients, upload } from "./clients.ts";
import { makeRadiographs, type NextRadiograph } from "./radiographs.ts";
import { inFolder, serve, startReading } from "./serving.ts";
import { printTable } from "./table.ts";

/** Readings by which both workers are in full swing, and the clock starts. */
const FIRST = 6;

/** Readings a second of one `thorascope worker` against two, on one PostgreSQL server. */
export async function benchWorkers(radiographs: number, rounds: number): Promise<void> {
  const next = await makeRadiographs(1024);
  const server = await startPostgresql();
  const times: Readonly<Record<1 | 2, number[]>> = { 1: [], 2: [] };
  const rows: (string | number)[][] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      for (const workers of [1, 2] as const) {
        const seconds = await readWith(workers, await server.database(), radiographs, next);
        times[workers].push(seconds);
        rows.push([round + 1, workers, ((radiographs - FIRST) / seconds).toFixed(1)]);
      }
    }
  } finally {
    await server.stop();
  }
  console.log(`\n${radiographs} PNG files of 1024 px that wait, 1 thread a worker.`);
  printTable(["round", "workers", "readings a second"], rows);
  console.log(`Two workers / one: ${showRatio(ratioOf(times[1], times[2]))} times as fast.`);
}

/** Seconds between the sixth reading and the last. */
async function readWith(
  workers: number,
  databaseUrl: string,
  radiographs: number,
  next: NextRadiograph,
): Promise<number> {
  return inFolder(async (folder) => {
    const settings = { DATABASE_URL: databaseUrl, THORASCOPE_READING_THREADS: "0" };
    const serving = await serve(folder, settings);
    await byClients(2, radiographs, () => upload(serving.origin, next()));
    await serving.stop();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const reached = async (wanted: number) => {
      for (;;) {
        const { rows } = await client.query("select count(*)::int as count from reading");
        if (rows[0].count >= wanted) return performance.now();
        await wait(20);
      }
    };
    const programs = await Promise.all(
      Array.from({ length: workers }, () => startReading(folder, databaseUrl)),
    );
    const start = await reached(FIRST);
    const end = await reached(radiographs);
    await Promise.all(programs.map(({ stop }) => stop()));
    await client.end();
    return (end - start) / 1000;
  });
}
