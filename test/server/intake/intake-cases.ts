import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import type { HeaderReader } from "../../../src/server/intake/identify.ts";
import { type Intake, openIntake } from "../../../src/server/intake/intake.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { makeDicom } from "../../dicom/make-dicom.ts";
import { rememberedAudit } from "../audit.ts";
import { all, dicomOf, inPieces, pngOf, UPLOADS } from "../files.ts";
import type { MakePlace, TestPlace } from "../places.ts";
import { packZip } from "./pack-zip.ts";

/** Finds every header to be made so that it takes too long. */
const PATIENCE_LOST: HeaderReader = {
  run: async ({ refuse }) => {
    throw refuse("it takes longer than 20 seconds");
  },
  start() {},
  close: async () => {},
};

/** What holds of uploads on a store of any kind. */
export function intakeCases(kind: string, makePlace: MakePlace): void {
  describe(`uploads to the ${kind} store`, () => {
    const audit = rememberedAudit();
    let place: TestPlace;
    let store: Store;
    let intake: Intake;

    beforeAll(async () => {
      place = await makePlace();
      store = await openStore(place.config);
      intake = openIntake(store, UPLOADS, audit);
    });

    afterAll(async () => {
      await intake?.close();
      await store?.close();
      await place?.clear();
    });

    const take = (bytes: Uint8Array, fileName: string) =>
      intake.take({ source: inPieces(bytes), fileName }, LOCAL_ACTOR);
    const imageRow = (id: string) =>
      store.database.queries
        .selectFrom("image")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();

    test("a PNG file is a study of its own, safe, waiting and written down", async () => {
      const bytes = await pngOf(1);
      const before = await store.queue.counts();
      const { accepted, refused } = await take(bytes, "../patients/chest.png");
      expect(refused).toEqual([]);
      const [file] = accepted;
      if (file === undefined) throw new Error("nothing was accepted");
      expect(file).toMatchObject({ isNew: true, fileName: "chest.png", studyId: file.imageId });
      expect(Buffer.from(await store.objects.read(file.imageId))).toEqual(bytes);
      const row = await imageRow(file.imageId);
      expect(row).toMatchObject({
        file_name: "chest.png",
        bytes: bytes.length,
        status: "queued",
        anyway: false,
        sop_instance_uid: null,
      });
      expect(row?.job_id).not.toBeNull();
      expect(await store.queue.counts()).toEqual({ ...before, waiting: before.waiting + 1 });
      expect(audit.entries.at(-1)).toMatchObject({ action: "image.upload", subject: file.imageId });
    });

    test("the same file again, also ten times at once, is the same image with one job", async () => {
      const bytes = await pngOf(2);
      const before = await store.queue.counts();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) => take(bytes, `copy-${index}.png`)),
      );
      const files = outcomes.flatMap(({ accepted }) => accepted);
      expect(files).toHaveLength(10);
      expect(new Set(files.map(({ imageId }) => imageId)).size).toBe(1);
      expect(files.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(await store.queue.counts()).toEqual({ ...before, waiting: before.waiting + 1 });
    });

    test("DICOM images of one study are in one study, with what the first said of the patient", async () => {
      const [first] = (await take(await dicomOf("one", 1), "a.dcm")).accepted;
      const [second] = (await take(await dicomOf("one", 2), "b.dcm")).accepted;
      const [other] = (await take(await dicomOf("other", 1), "c.dcm")).accepted;
      expect(second?.studyId).toBe(first?.studyId);
      expect(second?.imageId).not.toBe(first?.imageId);
      expect(other?.studyId).not.toBe(first?.studyId);
      expect(first?.studyId).not.toBe(first?.imageId);
      const study = await store.database.queries
        .selectFrom("study")
        .selectAll()
        .where("id", "=", first?.studyId ?? "")
        .executeTakeFirst();
      expect(study).toMatchObject({
        patient_id: "SYN-0001",
        patient_name: "Synthetic^Sample",
        patient_birth_date: "19700101",
        patient_sex: "F",
        patient_age: 54,
        study_date: "20240102",
        accession_number: "A1",
      });
      expect(study?.study_instance_uid).toMatch(/^2\.25\.\d+$/);
    });

    test("a UID with a zero in it, which no column takes, is kept without", async () => {
      const { accepted } = await take(makeDicom({ SOPInstanceUID: "2.25.\u00007" }), "zero.dcm");
      const [file] = accepted;
      expect(await imageRow(file?.imageId ?? "")).toMatchObject({ sop_instance_uid: "2.25.7" });
    });

    test("a file of an archive whose header can't be read does not stop the others", async () => {
      const patient = openIntake(store, UPLOADS, audit, PATIENCE_LOST);
      const zip = packZip([
        { name: "first.png", content: await pngOf(4) },
        { name: "slow.dcm", content: Buffer.from(await dicomOf("slow", 1)) },
        { name: "last.png", content: await pngOf(5) },
      ]);
      const source = inPieces(zip);
      const { accepted, refused } = await patient.take({ source, fileName: "a.zip" }, LOCAL_ACTOR);
      expect(accepted.map(({ fileName }) => fileName)).toEqual(["first.png", "last.png"]);
      expect(refused).toMatchObject([{ fileName: "slow.dcm", code: "HEADER_UNREADABLE" }]);
      await patient.close();
    });

    test("what is no image, or a DICOM file that is cut off, is refused and not kept", async () => {
      const objects = await all(store.objects.list());
      const dicom = await dicomOf("cut", 1);
      const refusals = [
        await take(Buffer.from("Hello"), "hello.png"),
        await take(new Uint8Array(0), "nothing.png"),
        await take(Buffer.from("GIF89a......"), "moving.gif"),
        await take(dicom.subarray(0, 700), "cut.dcm"),
      ];
      expect(refusals.flatMap(({ accepted }) => accepted)).toEqual([]);
      expect(refusals.flatMap(({ refused }) => refused).map(({ code }) => code)).toEqual([
        "NOT_AN_IMAGE",
        "NOT_AN_IMAGE",
        "UNSUPPORTED_ENCODING",
        "TRUNCATED_FILE",
      ]);
      expect(await all(store.objects.list())).toEqual(objects);
    });

    test("a file that is too large is refused, whether it is an image or not", async () => {
      const large = Buffer.concat([await pngOf(3), Buffer.alloc(UPLOADS.fileBytes)]);
      await expect(take(large, "large.png")).rejects.toMatchObject({ code: "UPLOAD_TOO_LARGE" });
      const text = Buffer.alloc(UPLOADS.fileBytes + 1, "a");
      await expect(take(text, "large.txt")).rejects.toMatchObject({ code: "UPLOAD_TOO_LARGE" });
    });
  });
}
