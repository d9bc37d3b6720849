import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { type Intake, openIntake } from "../../../src/server/intake/intake.ts";
import { cancelReading, readAgain } from "../../../src/server/queue/image-jobs.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { startWorker, type Worker } from "../../../src/server/worker/start-worker.ts";
import { rememberedAudit } from "../audit.ts";
import { inPieces, pngOf, UPLOADS } from "../files.ts";
import type { MakePlace, TestPlace } from "../places.ts";
import { settled } from "./settled.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const PNG = join(ROOT, "samples/synthetic-02-nodule.png");
const DICOM = join(ROOT, "samples/synthetic-05-effusion.dcm");
const CONFIG = { model: null, reading: { threads: 1, seconds: 120 } };

/** What holds of readings on a store of any kind. */
export function workerCases(kind: string, makePlace: MakePlace): void {
  describe(`readings of the ${kind} store`, () => {
    const audit = rememberedAudit();
    const log = pino({ level: "silent" });
    let place: TestPlace;
    let store: Store;
    let intake: Intake;
    let worker: Worker | null = null;

    beforeAll(async () => {
      place = await makePlace();
      store = await openStore({ ...place.config, reading: { retries: 1 } });
      intake = openIntake(store, UPLOADS, audit);
      worker = await startWorker(store, CONFIG, audit, log);
    });

    afterAll(async () => {
      await worker?.stop(30);
      await intake?.close();
      await store?.close();
      await place?.clear();
    });

    const take = async (bytes: Uint8Array, fileName: string) => {
      const { accepted } = await intake.take({ source: inPieces(bytes), fileName }, LOCAL_ACTOR);
      const [file] = accepted;
      if (file === undefined) throw new Error(`${fileName} was not accepted`);
      return file.imageId;
    };
    const imageRow = (id: string) =>
      store.database.queries
        .selectFrom("image")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
    const readingsOf = (id: string) =>
      store.database.queries.selectFrom("reading").selectAll().where("image_id", "=", id).execute();

    test("readings and heatmaps have the bytes that `thorascope read` gives", async () => {
      const out = await mkdtemp(join(tmpdir(), "thorascope-read-"));
      const ids = [];
      for (const path of [PNG, DICOM]) ids.push(await take(await readFile(path), basename(path)));
      const { stdout } = spawnSync(
        join(ROOT, "node_modules/.bin/tsx"),
        // biome-ignore format: an argument a line says less
        ["src/cli/main.ts", "read", PNG, DICOM, "--json", "--heatmaps", out, "--heatmap-format", "npy", "--quiet"],
        { cwd: ROOT, encoding: "utf8" },
      );
      const lines = stdout.trim().split("\n");
      expect(lines).toHaveLength(2);
      await settled(store);
      for (const [index, path] of [PNG, DICOM].entries()) {
        const id = ids[index] ?? "";
        expect(await imageRow(id)).toMatchObject({
          status: "read",
          job_id: null,
          error_code: null,
        });
        const [reading, ...others] = await readingsOf(id);
        expect(others).toEqual([]);
        const expected = lines[index]?.replace(
          JSON.stringify(path),
          JSON.stringify(basename(path)),
        );
        expect(JSON.stringify(reading?.content)).toBe(expected);
        expect(reading?.abnormal).toBe(JSON.parse(expected ?? "").abnormal);
        const npy = await readFile(join(out, basename(path).replace(/\.\w+$/, ".npy")));
        expect(Buffer.from(await store.objects.read(reading?.heatmaps ?? ""))).toEqual(npy);
        expect(audit.entries).toContainEqual(
          expect.objectContaining({ action: "image.read", subject: id }),
        );
      }
      expect(await store.queue.counts()).toEqual({ waiting: 0, active: 0 });
      await rm(out, { recursive: true });
    });

    test("what the model refuses is refused with the reason, and read when somebody wants it", async () => {
      const id = await take(await pngOf(101), "noise.png");
      await settled(store);
      const row = await imageRow(id);
      expect(row.status).toBe("refused");
      expect(row.error_code).toMatch(/^(NOT_A_CHEST_RADIOGRAPH|RADIOGRAPH_SPOILED)$/);
      expect(await readingsOf(id)).toEqual([]);
      await readAgain(store, audit, LOCAL_ACTOR, id, true);
      await settled(store);
      expect(await imageRow(id)).toMatchObject({ status: "read", error_code: null });
      const [reading] = await readingsOf(id);
      expect(reading).toMatchObject({
        anyway: true,
        content: { refusal: { code: row.error_code } },
      });
      // Once more changes nothing.
      await readAgain(store, audit, LOCAL_ACTOR, id, true);
      await settled(store);
      expect(await readingsOf(id)).toEqual([reading]);
    });

    test("an image that can't be decoded is refused with its code", async () => {
      const whole = await pngOf(102);
      const id = await take(whole.subarray(0, whole.length - 500), "cut.png");
      await settled(store);
      expect(await imageRow(id)).toMatchObject({ status: "refused", error_code: "TRUNCATED_FILE" });
    });

    test("a damaged object is tried again, given up, and read once it is whole", async () => {
      await worker?.stop(30);
      const bytes = await pngOf(103);
      const id = await take(bytes, "damaged.png");
      const path = join(place.config.dataFolder, "objects", id.slice(0, 2), id.slice(2));
      await writeFile(path, "damaged");
      worker = await startWorker(store, CONFIG, audit, log);
      await settled(store);
      expect(await imageRow(id)).toMatchObject({
        status: "failed",
        job_id: null,
        error_code: "OBJECT_DAMAGED",
      });
      await take(bytes, "damaged.png");
      await readAgain(store, audit, LOCAL_ACTOR, id, true);
      await settled(store);
      expect(await imageRow(id)).toMatchObject({ status: "read", error_code: null });
    });

    test("a waiting reading can be cancelled, and asked for again", async () => {
      await worker?.stop(30);
      const id = await take(await pngOf(104), "noise.png");
      await cancelReading(store, audit, LOCAL_ACTOR, id);
      expect(await imageRow(id)).toMatchObject({ status: "cancelled", job_id: null });
      await expect(cancelReading(store, audit, LOCAL_ACTOR, id)).rejects.toMatchObject({
        code: "IMAGE_SETTLED",
      });
      expect(await store.queue.take()).toBeNull();
      await readAgain(store, audit, LOCAL_ACTOR, id, true);
      const job = await store.queue.take();
      expect(job?.image).toMatchObject({ id, anyway: true });
      expect(await imageRow(id)).toMatchObject({ status: "reading" });
      await expect(readAgain(store, audit, LOCAL_ACTOR, id, false)).rejects.toMatchObject({
        code: "IMAGE_BUSY",
      });
      if (job === null) throw new Error("there is no job");
      // Cancelled while it is being read: what comes of it is not kept.
      await cancelReading(store, audit, LOCAL_ACTOR, id);
      expect(await store.queue.finish(job, () => Promise.reject(new Error("written")))).toBe(false);
      expect(await imageRow(id)).toMatchObject({ status: "cancelled" });
      await expect(
        readAgain(store, audit, LOCAL_ACTOR, "0".repeat(64), true),
      ).rejects.toMatchObject({ code: "IMAGE_UNKNOWN" });
    });
  });
}
