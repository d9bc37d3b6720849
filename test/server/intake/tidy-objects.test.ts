import { afterAll, beforeAll, expect, test } from "vitest";
import { openIntake } from "../../../src/server/intake/intake.ts";
import { tidyObjects } from "../../../src/server/intake/tidy-objects.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { rememberedAudit } from "../audit.ts";
import { inPieces, pngOf, UPLOADS } from "../files.ts";
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

test("an object that can't be put in order stays, and keeps no other from it", async () => {
  const put = async (number: number) =>
    (await store.objects.put(inPieces(await pngOf(number)), 1 << 20)).sha256;
  const [locked, refused, right] = [await put(1), await put(2), await put(3)];
  const objects: Store["objects"] = {
    ...store.objects,
    open: (name) =>
      name === locked
        ? Promise.reject(Object.assign(new Error("permission denied"), { code: "EACCES" }))
        : store.objects.open(name),
  };
  // As the database refuses a row.
  const remembered = rememberedAudit();
  const audit: typeof remembered = {
    ...remembered,
    append: (entry) =>
      entry.subject === refused
        ? Promise.reject(Object.assign(new Error("invalid byte sequence"), { code: "22021" }))
        : remembered.append(entry),
  };
  const intake = openIntake(store, UPLOADS, audit);
  const failures = new Map<string, unknown>();
  const done = await tidyObjects({ ...store, objects }, intake, (object, error) =>
    failures.set(object, error),
  );
  await intake.close();
  expect(done).toEqual({ recovered: 1, removed: 0 });
  expect(failures.get(locked)).toMatchObject({ code: "EACCES" });
  expect(failures.get(refused)).toMatchObject({ code: "22021" });
  expect(failures.size).toBe(2);
  const images = await store.database.queries.selectFrom("image").select("id").execute();
  expect(images).toEqual([{ id: right }]);
});
