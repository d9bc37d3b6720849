import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { Random } from "../../src/random.ts";
import { loadModel, readingToJson } from "../../src/reading/index.node.ts";
import { openDatabaseOf } from "../../src/server/open-database-of.ts";

const SAMPLE = join(resolve(import.meta.dirname, "../../samples"), "synthetic-01-normal.png");

/** Rows of one statement. */
const AT_ONCE = 500;

/** Of radiographs, as in ChestX-ray14: 2 percent with a pneumothorax, 40 with anything else. */
const PNEUMOTHORAX = 0.02;
const OTHER = 0.4;

/** Share that nobody has read yet. */
const UNREAD = 0.05;

const NAMES = ["ADAMS", "BAUER", "CHEN", "DIALLO", "ERIKSEN", "FERRARI", "GARCIA", "HUANG"];

/**
 * Puts studies of one image each into an empty store, with readings as large as real ones. Patients are made up:
 * eight surnames, so that a search for one finds an eighth of all.
 *
 * @returns their ids; study and image have the same, and the first is read.
 */
export async function fillStore(dataFolder: string, studies: number): Promise<string[]> {
  const database = await openDatabaseOf({ dataFolder, databaseUrl: null });
  const random = Random.fromSeed(7);
  const template = await readSample();
  const newest = Date.now() - 60_000;
  const ids: string[] = [];
  try {
    for (let from = 0; from < studies; from += AT_ONCE) {
      const numbers = Array.from(
        { length: Math.min(AT_ONCE, studies - from) },
        (_, at) => from + at,
      );
      const rows = numbers.map((number) => ({
        number,
        id: sha256(`study ${number}`),
        created_at: new Date(newest - number * 60_000),
        isRead: number === 0 || random.uniform() >= UNREAD,
      }));
      ids.push(...rows.map(({ id }) => id));
      await database.queries
        .insertInto("study")
        .values(
          rows.map(({ number, id, created_at }) => ({
            id,
            created_at,
            study_instance_uid: `2.25.${number}`,
            patient_id: `P${100_000 + (number >> 1)}`,
            patient_name: `${NAMES[number % NAMES.length]}^${number}`,
            patient_birth_date: "19600101",
            patient_sex: number % 2 === 0 ? "F" : "M",
            patient_age: 66,
            study_date: "20260101",
            accession_number: `A${200_000 + number}`,
            created_by: null,
          })),
        )
        .execute();
      await database.queries
        .insertInto("image")
        .values(
          rows.map(({ number, id, created_at, isRead }) => ({
            id,
            study_id: id,
            file_name: `IM${number}.dcm`,
            bytes: 1_000_000,
            sop_instance_uid: `2.25.1.${number}`,
            status: isRead ? ("read" as const) : ("cancelled" as const),
            error_code: null,
            error_message: null,
            job_id: null,
            created_at,
          })),
        )
        .execute();
      await database.queries
        .insertInto("reading")
        .values(rows.filter(({ isRead }) => isRead).map((row) => readingOf(row, template, random)))
        .execute();
    }
  } finally {
    await database.close();
  }
  return ids;
}

type Template = Awaited<ReturnType<typeof readSample>>;

/** A real reading, for its size. */
async function readSample() {
  const model = await loadModel();
  const radiograph = await readRadiograph(SAMPLE);
  const reading = await model.read(radiograph);
  return { content: JSON.parse(readingToJson("sample.png", reading)), model: reading.model };
}

function readingOf(
  { id, created_at }: { readonly id: string; readonly created_at: Date },
  { content, model }: Template,
  random: Random,
) {
  const abnormal = random.uniform();
  const draw = random.uniform();
  const isPositive = (finding: string) =>
    finding === "Pneumothorax" ? draw < PNEUMOTHORAX : draw < OTHER && random.uniform() < 0.1;
  const findings = content.findings.map((one: { readonly finding: string }) => ({
    ...one,
    positive: isPositive(one.finding),
  }));
  return {
    image_id: id,
    model_name: model.name,
    model_version: model.version,
    model_sha256: model.sha256,
    anyway: false,
    content: JSON.stringify({ ...content, findings, abnormal }),
    abnormal,
    heatmaps: sha256(`heatmaps of ${id}`),
    created_at,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
