import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../src/server/actor.ts";
import { auditPlaceOf, openAuditLog } from "../../src/server/audit/index.ts";
import { openIntake } from "../../src/server/intake/intake.ts";
import { diagnose, restoreBackup, writeBackup } from "../../src/server/operation/index.ts";
import { openStore } from "../../src/server/store/open-store.ts";
import { all, inPieces, pngOf, UPLOADS } from "../server/files.ts";
import { backupCases } from "../server/operation/backup-cases.ts";
import { keptConfig } from "../server/operation/kept-store.ts";
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

test("a backup that is made while radiographs come in is of one moment", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-backup-"));
  const source = await server.place();
  const config = keptConfig(source);
  const store = await openStore(source.config);
  const audit = await openAuditLog(auditPlaceOf(config, store.database), () => {});
  const intake = openIntake(store, UPLOADS, audit);
  const progress = { taken: 0, isDone: false };
  let uploads: Promise<void> | null = null;
  try {
    const take = async () => {
      const bytes = await pngOf(1_000 + progress.taken++);
      await intake.take({ source: inPieces(bytes), fileName: "a.png" }, LOCAL_ACTOR);
    };
    for (let number = 0; number < 20; number++) await take();
    uploads = (async () => {
      while (!progress.isDone) await take();
    })();
    const file = join(folder, "backup.tar");
    const written = await writeBackup({ file, config, actor: LOCAL_ACTOR, version: "1.2.3" });
    const least = progress.taken;
    while (progress.taken < least + 5) await new Promise((done) => setTimeout(done, 10));
    progress.isDone = true;
    await uploads;
    expect(written.images).toBeGreaterThanOrEqual(20);
    expect(written.images).toBeLessThan(progress.taken);
    const dataFolder = join(folder, "restored");
    const restored = await restoreBackup({
      file,
      config: { ...config, dataFolder, databaseUrl: null },
      actor: LOCAL_ACTOR,
    });
    expect(restored).toMatchObject({
      images: written.images,
      waiting: written.images,
      audit: { findings: [] },
    });
    // Beside the server, whose readings nobody makes.
    const environment = { DATABASE_URL: source.config.databaseUrl ?? "" };
    const options = { dataFolder: source.config.dataFolder, port: 0 };
    const findings = await all(diagnose({ sources: { environment, options }, thorough: true }));
    expect(findings.filter(({ state }) => state === "wrong")).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: "queue",
        state: "warning",
        message: `${progress.taken} wait, and nobody reads.`,
      }),
    );
  } finally {
    progress.isDone = true;
    await uploads;
    await intake.close();
    await audit.close();
    await store.close();
    await source.clear();
    await rm(folder, { recursive: true, force: true });
  }
});
