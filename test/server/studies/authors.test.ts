import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccount } from "../../../src/server/access/index.ts";
import type { Actor } from "../../../src/server/actor.ts";
import { type Database, openDatabase } from "../../../src/server/store/database.ts";
import { feedbackOn, giveFeedback } from "../../../src/server/studies/feedback.ts";
import { findImage } from "../../../src/server/studies/find-image.ts";
import { findReport, saveReport } from "../../../src/server/studies/reports.ts";
import { addStudy } from "./made-up-studies.ts";

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-authors-"));
  database = await openDatabase({ folder: join(folder, "database") });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function signedUp(name: string): Promise<Actor> {
  const account = { name, role: "reviewer", passwordHash: "none" } as const;
  const { id } = await addAccount(database.queries, account, new Date());
  return { kind: "account", id, name, role: "reviewer" };
}

test("what people say carries their name, and nobody speaks under another's id", async () => {
  const { queries } = database;
  const [okafor, haddad] = [await signedUp("okafor"), await signedUp("haddad")];
  const study = await addStudy(queries, { name: "a" });
  const image = await findImage(queries, study);
  const said = {
    id: "0b0e7f0a-3c5d-4d6e-8f10-a1b2c3d4e5f6",
    kind: "comment",
    text: "rotated",
  } as const;
  const first = await giveFeedback(queries, image, said, okafor);
  expect(first).toMatchObject({ isNew: true, feedback: { author: "okafor" } });
  expect(await giveFeedback(queries, image, said, okafor)).toEqual({ ...first, isNew: false });
  await expect(giveFeedback(queries, image, said, haddad)).rejects.toMatchObject({
    code: "FEEDBACK_CONFLICT",
  });
  const elsewhere = await findImage(queries, await addStudy(queries, { name: "b" }));
  await expect(giveFeedback(queries, elsewhere, said, okafor)).rejects.toMatchObject({
    code: "FEEDBACK_CONFLICT",
  });
  expect(await feedbackOn(queries, [image.id])).toEqual([first.feedback]);

  const report = { impression: "No change.", language: "en", edition: 0 };
  const saved = await saveReport(queries, study, report, haddad);
  expect(saved).toMatchObject({ author: "haddad", createdBy: haddad.id });
  expect(await findReport(queries, study)).toEqual(saved);
});
