import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { readAuditKey } from "../../../src/server/audit/index.ts";
import { restoreBackup, writeBackup } from "../../../src/server/operation/index.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { all } from "../files.ts";
import type { MakePlace, TestPlace } from "../places.ts";
import { contentOf, fill, keptConfig, readAll } from "./kept-store.ts";

/** What holds of a backup that is made of a store of one kind and restored into one of another. */
export function backupCases(
  from: readonly [kind: string, place: MakePlace],
  to: readonly [kind: string, place: MakePlace],
): void {
  describe(`a backup of the ${from[0]} store in the ${to[0]} store`, () => {
    let folder = "";
    let source: TestPlace;
    let target: TestPlace;
    let store: Store | null = null;
    const file = () => join(folder, "backup.tar");

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "thorascope-backup-"));
      source = await from[1]();
      target = await to[1]();
      store = await openStore(source.config);
      await fill(source, store);
    });

    afterAll(async () => {
      await store?.close();
      await source?.clear();
      await target?.clear();
      await rm(folder, { recursive: true, force: true });
    });

    test("a server with the embedded database must be stopped, one with PostgreSQL not", async () => {
      const backup = writeBackup({
        file: file(),
        config: keptConfig(source),
        actor: LOCAL_ACTOR,
        version: "1.2.3",
      });
      if (source.config.databaseUrl === null) {
        await expect(backup).rejects.toMatchObject({ code: "STORE_IN_USE" });
        await expect(stat(file())).rejects.toMatchObject({ code: "ENOENT" });
      } else {
        expect(await backup).toMatchObject({ studies: 3, images: 3, objects: 4, missing: [] });
      }
    });

    test("every row and every object is there again, and the chain of the audit log is whole", async () => {
      if (source.config.databaseUrl === null) {
        await store?.close();
        const config = keptConfig(source);
        await writeBackup({ file: file(), config, actor: LOCAL_ACTOR, version: "1.2.3" });
        store = await openStore(source.config);
      }
      if (store === null) throw new Error("no store");
      expect((await stat(file())).mode & 0o777).toBe(0o600);
      const listed = spawnSync("tar", ["-tf", file()], { encoding: "utf8" });
      expect(listed.stdout.split("\n").slice(0, 2)).toEqual([
        "thorascope-backup.json",
        "tables/study/000001.jsonl",
      ]);
      const config = keptConfig(target);
      const restored = await restoreBackup({ file: file(), config, actor: LOCAL_ACTOR });
      expect(restored).toMatchObject({
        thorascope: "1.2.3",
        studies: 3,
        images: 3,
        waiting: 2,
        missing: [],
      });
      expect(restored.audit).toMatchObject({ findings: [], more: 0 });
      expect(await readAuditKey(join(target.config.dataFolder, "audit.key"))).toEqual(
        await readAuditKey(join(source.config.dataFolder, "audit.key")),
      );
      const before = await contentOf(store.database, 0);
      for (const rows of Object.values(before)) expect(rows.length).toBeGreaterThan(0);
      const objects = new Map<string, Uint8Array>();
      for await (const name of store.objects.list()) {
        objects.set(name, await store.objects.read(name));
      }
      await store.close();
      store = await openStore(target.config);
      expect(await contentOf(store.database, 1)).toEqual(before);
      expect((await all(store.objects.list())).sort()).toEqual([...objects.keys()].sort());
      for (const [name, bytes] of objects) {
        expect(Buffer.from(await store.objects.read(name)).equals(bytes)).toBe(true);
      }
      const { rows } = await store.database.run(
        "select action, detail from audit order by sequence desc limit 2",
      );
      expect(rows).toEqual([
        { action: "store.restore", detail: { createdAt: restored.createdAt, thorascope: "1.2.3" } },
        { action: "store.backup", detail: {} },
      ]);
      const { rows: sessions } = await store.database.run("select 1 from session");
      expect(sessions).toEqual([]);
    });

    test("images that waited or were being read get read", async () => {
      if (store === null) throw new Error("no store");
      expect(await store.queue.counts()).toEqual({ waiting: 2, active: 0 });
      await readAll(target, store);
      const { rows } = await store.database.run("select distinct status, job_id from image");
      expect(rows).toEqual([{ status: "read", job_id: null }]);
    });

    test("what is there is not restored over", async () => {
      const bytes = await readFile(file());
      const config = keptConfig(target);
      const again = restoreBackup({ file: file(), config, actor: LOCAL_ACTOR });
      await expect(again).rejects.toMatchObject({ code: "RESTORE_NOT_EMPTY" });
      const over = writeBackup({ file: file(), config, actor: LOCAL_ACTOR, version: "1" });
      await expect(over).rejects.toMatchObject({ code: "BACKUP_FILE_EXISTS" });
      expect(bytes.equals(await readFile(file()))).toBe(true);
      if (target.config.databaseUrl === null) return;
      // An empty folder does not make the database empty.
      const dataFolder = join(folder, "other");
      const other = restoreBackup({
        file: file(),
        config: { ...config, dataFolder },
        actor: LOCAL_ACTOR,
      });
      await expect(other).rejects.toMatchObject({ code: "RESTORE_NOT_EMPTY" });
      await expect(stat(dataFolder)).rejects.toMatchObject({ code: "ENOENT" });
    });
  });
}
