import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { openIntake } from "../../../src/server/intake/intake.ts";
import { tidyObjects } from "../../../src/server/intake/tidy-objects.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { startWorker } from "../../../src/server/worker/start-worker.ts";
import { rememberedAudit } from "../audit.ts";
import { all, inPieces, pngOf, UPLOADS } from "../files.ts";
import { embeddedPlace, type TestPlace } from "../places.ts";

let place: TestPlace;
let store: Store;

beforeAll(async () => {
  place = await embeddedPlace();
  store = await openStore(place.config);
});

afterAll(async () => {
  await store?.close();
  await place?.clear();
});

test("a second store in the folder is refused", async () => {
  await expect(openStore(place.config)).rejects.toMatchObject({ code: "STORE_IN_USE" });
});

test("an image whose rows are lost is taken in again; old heatmaps without rows go", async () => {
  const audit = rememberedAudit();
  const intake = openIntake(store, UPLOADS, audit);
  const source = inPieces(await pngOf(400));
  const { accepted } = await intake.take({ source, fileName: "a.png" }, LOCAL_ACTOR);
  const [kept] = accepted.map(({ imageId }) => imageId);
  // As after a power cut that the database has not survived as a whole.
  const image = await store.objects.put(inPieces(await pngOf(401)), 1 << 20);
  const heatmaps = (text: string) => Buffer.from(`\x93NUMPY${text}`, "latin1");
  const young = await store.objects.put(inPieces(heatmaps("young")), 100);
  const old = await store.objects.put(inPieces(heatmaps("old")), 100);
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const name of [kept ?? "", old.sha256]) {
    const path = join(place.config.dataFolder, "objects", name.slice(0, 2), name.slice(2));
    await utimes(path, longAgo, longAgo);
  }
  expect(await tidyObjects(store, intake, expect.fail)).toEqual({ recovered: 1, removed: 1 });
  const names = [kept, young.sha256, image.sha256].sort();
  expect((await all(store.objects.list())).sort()).toEqual(names);
  expect(await tidyObjects(store, intake, expect.fail)).toEqual({ recovered: 0, removed: 0 });
  await intake.close();
  const { queries } = store.database;
  const row = await queries
    .selectFrom("image")
    .select(["status", "file_name"])
    .where("id", "=", image.sha256)
    .executeTakeFirst();
  expect(row).toEqual({ status: "queued", file_name: "recovered" });
  expect(audit.entries.at(-1)).toMatchObject({ action: "image.upload", subject: image.sha256 });
  await queries.deleteFrom("image").where("id", "=", image.sha256).execute();
  await store.objects.remove(image.sha256);
});

test("a worker that is stopped at once gives back what it has in hand, and no try is counted", async () => {
  const log = pino({ level: "silent" });
  const config = { model: null, reading: { threads: 1, seconds: 120 } };
  const worker = await startWorker(store, config, rememberedAudit(), log);
  await worker.stop(0);
  const { rows } = await store.database.run(
    "select image.status, job.state, job.retry_count from image left join pgboss.job on job.id = image.job_id",
  );
  expect(rows).toHaveLength(1);
  // It may have been done before the worker was stopped; if not, it waits as if nobody had touched it.
  const done = { status: "refused", state: null, retry_count: null };
  const waiting = { status: "queued", state: "created", retry_count: 0 };
  expect([done, waiting]).toContainEqual(rows[0]);
});

test("what a process that died had in hand waits again once the store is opened", async () => {
  const { queries } = store.database;
  await queries.transaction().execute(async (transaction) => {
    const [image] = await transaction.selectFrom("image").select("id").execute();
    await store.queue.send(transaction, image?.id ?? "");
  });
  expect(await store.queue.take()).not.toBeNull();
  expect(await store.queue.counts()).toMatchObject({ active: 1 });
  await store.close();
  store = await openStore(place.config);
  expect(await store.queue.counts()).toEqual({ waiting: 1, active: 0 });
  const image = await store.database.queries
    .selectFrom("image")
    .select("status")
    .executeTakeFirst();
  expect(image).toEqual({ status: "queued" });
  expect(await store.queue.take()).not.toBeNull();
});

test("a reading given up because its processes died says so", async () => {
  // Each start counts as a try: the first take, and two more, are one too many for two retries.
  for (let start = 0; start < 3; start++) {
    await store.close();
    store = await openStore(place.config);
    await store.queue.take();
  }
  const image = await store.database.queries
    .selectFrom("image")
    .select(["status", "error_code", "job_id"])
    .executeTakeFirst();
  expect(image).toEqual({ status: "failed", error_code: "READING_INTERRUPTED", job_id: null });
});
