import { createHash } from "node:crypto";
import type { Insertable, Kysely } from "kysely";
import { FINDINGS, type Finding } from "../../../src/findings/index.ts";
import type { ImageStatus, StudyTable, Tables } from "../../../src/server/store/tables.ts";

/** A study to put into the tables. */
export interface MadeUpStudy extends Partial<Insertable<StudyTable>> {
  readonly name: string;
  readonly fileName?: string;
  readonly status?: ImageStatus;
}

/** An id like those of files. */
export function idOf(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}

/** Puts a study with one image of the same id there. */
export async function addStudy(
  queries: Kysely<Tables>,
  { name, fileName = `${name}.png`, status = "queued", ...study }: MadeUpStudy,
): Promise<string> {
  const id = idOf(name);
  await queries
    .insertInto("study")
    .values({
      id,
      study_instance_uid: null,
      patient_id: null,
      patient_name: null,
      patient_birth_date: null,
      patient_sex: null,
      patient_age: null,
      study_date: null,
      accession_number: null,
      created_by: null,
      ...study,
    })
    .execute();
  await addImage(queries, { id, study: id, fileName, status });
  return id;
}

/** Puts an image into a study. */
export async function addImage(
  queries: Kysely<Tables>,
  image: { id: string; study: string; fileName: string; status: ImageStatus },
): Promise<void> {
  await queries
    .insertInto("image")
    .values({
      id: image.id,
      study_id: image.study,
      file_name: image.fileName,
      bytes: 1,
      sop_instance_uid: null,
      status: image.status,
      error_code: null,
      error_message: null,
      job_id: null,
    })
    .execute();
}

let models = 0;

/** Puts a reading of an image there, by a model of its own. */
export async function addReading(
  queries: Kysely<Tables>,
  image: string,
  positive: readonly Finding[],
  abnormal: number | null,
  borderline: readonly Finding[] = [],
): Promise<void> {
  const sha256 = idOf(`model ${models++}`);
  const content = {
    model: { name: "made-up", version: "1", sha256 },
    radiograph: { rows: 200, columns: 100, format: "png", view: null, warnings: [] },
    findings: FINDINGS.map((finding) => ({
      finding,
      probability: positive.includes(finding) ? 0.75 : 0.25,
      operatingPoint: 0.5,
      positive: positive.includes(finding),
      borderline: borderline.includes(finding),
    })),
    abnormal,
  };
  await queries
    .insertInto("reading")
    .values({
      image_id: image,
      model_name: "made-up",
      model_version: "1",
      model_sha256: sha256,
      anyway: false,
      content: JSON.stringify(content),
      abnormal,
      heatmaps: idOf("heatmaps"),
    })
    .execute();
  await queries.updateTable("image").set({ status: "read" }).where("id", "=", image).execute();
}
