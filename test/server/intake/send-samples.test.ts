import { afterAll, beforeAll, expect, test } from "vitest";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { type Intake, openIntake } from "../../../src/server/intake/intake.ts";
import { sendSamples } from "../../../src/server/send-samples.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { rememberedAudit } from "../audit.ts";
import { inPieces, pngOf, UPLOADS } from "../files.ts";
import { embeddedPlace, type TestPlace } from "../places.ts";

let place: TestPlace;
let store: Store;
let intake: Intake;
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

test("whoever sent something is not sent samples", async () => {
  const bytes = await pngOf(1);
  await intake.take({ source: inPieces(bytes), fileName: "own.png" }, LOCAL_ACTOR);
  expect(await sendSamples({ database: store.database, intake }, LOCAL_ACTOR)).toBe(0);
  const images = await store.database.queries.selectFrom("image").select("file_name").execute();
  expect(images).toEqual([{ file_name: "own.png" }]);
});
