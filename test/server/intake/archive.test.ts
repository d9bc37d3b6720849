import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { type Intake, openIntake } from "../../../src/server/intake/intake.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { rememberedAudit } from "../audit.ts";
import { all, dicomOf, inPieces, pngOf, UPLOADS } from "../files.ts";
import { embeddedPlace, type TestPlace } from "../places.ts";
import { type EntryToPack, packZip } from "./pack-zip.ts";

let place: TestPlace;
let store: Store;
let intake: Intake;
let kept: readonly string[];

beforeAll(async () => {
  place = await embeddedPlace();
  store = await openStore(place.config);
  intake = openIntake(store, UPLOADS, rememberedAudit());
});

afterAll(async () => {
  await intake?.close();
  await store?.close();
  await place?.clear();
});

beforeEach(async () => {
  kept = await names();
});

const names = async () => (await all(store.objects.list())).sort();
const take = (bytes: Uint8Array, fileName: string) =>
  intake.take({ source: inPieces(bytes), fileName }, LOCAL_ACTOR);

/** Sends an archive that must be refused, and looks that nothing of it was kept. */
async function expectRefused(bytes: Uint8Array, code: string, fileName = "a.zip"): Promise<void> {
  await expect(take(bytes, fileName)).rejects.toMatchObject({ code });
  expect(await names()).toEqual(kept);
}

async function zipOf(...entries: readonly EntryToPack[]): Promise<Buffer> {
  return packZip([{ name: "good.png", content: await pngOf(200) }, ...entries]);
}

test("files of an archive are taken like files sent alone, and what is no image is refused by itself", async () => {
  const [png, dicom] = [await pngOf(201), await dicomOf("archive", 1)];
  const outcome = await take(
    packZip([
      { name: "study/", content: Buffer.alloc(0) },
      { name: "study/one.png", content: png },
      { name: "__MACOSX/study/._one.png", content: Buffer.from("junk") },
      { name: "study/.DS_Store", content: Buffer.from("junk") },
      { name: "DICOMDIR", content: Buffer.from("junk") },
      { name: "study/two.dcm", content: Buffer.from(dicom), method: 0 },
      { name: "readme.txt", content: Buffer.from("Hello") },
    ]),
    "study.zip",
  );
  expect(outcome.accepted.map(({ fileName }) => fileName)).toEqual(["one.png", "two.dcm"]);
  expect(outcome.refused).toMatchObject([{ fileName: "readme.txt", code: "NOT_AN_IMAGE" }]);
  const [alone] = (await take(png, "alone.png")).accepted;
  expect(alone).toMatchObject({ isNew: false, imageId: outcome.accepted[0]?.imageId });
});

test("an archive that does not unpack is refused", async () => {
  const good = await zipOf();
  await expectRefused(good.subarray(0, good.length - 30), "ARCHIVE_INVALID");
  await expectRefused(packZip([]), "ARCHIVE_EMPTY");
  const content = Buffer.from("junk");
  await expectRefused(packZip([{ name: ".DS_Store", content }]), "ARCHIVE_EMPTY");
  const wrong = { name: "wrong.png", content: await pngOf(202), crc: 1 };
  await expectRefused(await zipOf(wrong), "ARCHIVE_INVALID");
  await expectRefused(await zipOf({ ...wrong, crc: undefined, method: 12 }), "ARCHIVE_INVALID");
});

test("a bomb is refused by what comes out of it, whatever it says of its sizes", async () => {
  const content = Buffer.alloc(UPLOADS.fileBytes + 1);
  const bomb = { name: "bomb.png", content };
  expect(packZip([bomb]).length).toBeLessThan(UPLOADS.fileBytes / 100);
  await expectRefused(await zipOf(bomb), "ARCHIVE_TOO_LARGE");
  // One that says it is small is cut off where it says it ends, or before: either way it is refused.
  await expectRefused(await zipOf({ ...bomb, declaredBytes: 10 }), "ARCHIVE_INVALID");
  const many = Array.from({ length: 4 }, (_, index) => ({
    name: `${index}.png`,
    content: Buffer.alloc(UPLOADS.archiveBytes / 3),
  }));
  await expectRefused(await zipOf(...many), "ARCHIVE_TOO_LARGE");
});

test("a bomb whose entries share their bytes is refused", async () => {
  const content = Buffer.alloc(1 << 20);
  const entries = Array.from({ length: 10 }, (_, index) => ({ name: `${index}.png`, content }));
  await expectRefused(packZip(entries, { areShared: true }), "ARCHIVE_INVALID");
});

test("too many files are refused, whether they are images or not", async () => {
  const file = { name: "a.txt", content: Buffer.from("a") };
  const files = Array.from({ length: UPLOADS.archiveFiles + 1 }, () => file);
  await expectRefused(packZip(files), "ARCHIVE_TOO_MANY_FILES");
  const folders = Array.from({ length: 5 * UPLOADS.archiveFiles }, () => ({
    name: "folder/",
    content: Buffer.alloc(0),
  }));
  await expectRefused(packZip(folders), "ARCHIVE_TOO_MANY_FILES");
});

test.each([
  ["../evil.png", "ARCHIVE_UNSAFE_NAME"],
  ["a/../../evil.png", "ARCHIVE_UNSAFE_NAME"],
  ["/etc/evil.png", "ARCHIVE_UNSAFE_NAME"],
  ["C:\\evil.png", "ARCHIVE_UNSAFE_NAME"],
  ["..\\evil.png", "ARCHIVE_UNSAFE_NAME"],
  ["C:evil.png", "ARCHIVE_UNSAFE_NAME"],
])("a name that leads out of its folder is refused: %s", async (name, code) => {
  await expectRefused(await zipOf({ name, content: await pngOf(203) }), code);
});

test("links and devices, encrypted files and archives in archives are refused", async () => {
  const content = await pngOf(204);
  const link = { name: "link.png", content: Buffer.from("/etc/passwd"), mode: 0o120_777 };
  await expectRefused(await zipOf(link), "ARCHIVE_LINK");
  await expectRefused(await zipOf({ name: "device", content, mode: 0o020_666 }), "ARCHIVE_LINK");
  await expectRefused(await zipOf({ name: "a.png", content, flags: 1 }), "ARCHIVE_ENCRYPTED");
  await expectRefused(await zipOf({ name: "a.png", content, flags: 0x41 }), "ARCHIVE_ENCRYPTED");
  await expectRefused(await zipOf({ name: "a.zip", content: await zipOf() }), "ARCHIVE_NESTED");
  const gzip = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
  await expectRefused(await zipOf({ name: "a.png", content: gzip }), "ARCHIVE_NESTED");
});

test("an image that is an archive too is refused, alone and in an archive", async () => {
  const png = await pngOf(205);
  const zip = await zipOf();
  const both = Buffer.concat([png, zip]);
  await expectRefused(both, "FILE_AMBIGUOUS", "a.png");
  await expectRefused(await zipOf({ name: "a.png", content: both }), "FILE_AMBIGUOUS");
  // Programs look for an archive's end a little before the file's, too.
  await expectRefused(Buffer.concat([both, Buffer.alloc(100)]), "FILE_AMBIGUOUS", "a.png");
  const dicom = Buffer.from(await dicomOf("both", 1));
  await expectRefused(Buffer.concat([dicom, zip]), "FILE_AMBIGUOUS", "a.dcm");
});

test("an archive with something between, before or after its files is refused", async () => {
  const entries = [
    { name: "one.png", content: await pngOf(206) },
    { name: "two.png", content: await pngOf(207) },
  ];
  const hidden = await pngOf(208);
  await expectRefused(packZip(entries, { between: hidden }), "FILE_AMBIGUOUS");
  await expectRefused(packZip(entries, { comment: hidden }), "FILE_AMBIGUOUS");
  await expectRefused(packZip(entries, { beforeDirectory: hidden }), "FILE_AMBIGUOUS");
});

test("archives as others write them, with sizes after the files, are taken", async () => {
  const png = await pngOf(209);
  const { accepted } = await take(
    packZip([
      { name: "one.png", content: png, flags: 8 },
      { name: "two.png", content: await pngOf(210), flags: 8 },
    ]),
    "a.zip",
  );
  expect(accepted).toHaveLength(2);
});
