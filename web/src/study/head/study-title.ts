import type { Translator } from "../../../../src/language/index.ts";
import type { Study, StudyImage } from "../../api/types.ts";
import { patientName } from "./patient-name.ts";

/** The patient's name, or the file's where it names nobody. */
export function studyTitle({ patient }: Study, { fileName }: StudyImage): string {
  const name = patientName(patient.name ?? "");
  return name === "" ? fileName : name;
}

/** When a study was made, as far as its files say; else when it came. */
export function studyMoment(
  { studyDate, createdAt }: Pick<Study, "studyDate" | "createdAt">,
  { text, day, time }: Translator,
): string {
  return studyDate === null
    ? text("study.received", { time: time(createdAt) })
    : text("study.taken", { day: day(studyDate) });
}
