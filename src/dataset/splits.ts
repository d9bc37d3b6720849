import { count, DatasetError, someOf } from "./errors.ts";
import type { RadiographRecord } from "./records.ts";

/** A list of images that make up one side of a split, e.g. the lines of random_split_train.txt. */
export interface FileList {
  /** What errors call it. */
  readonly name: string;
  readonly fileNames: readonly string[];
}

/** Reads a list with one file name a line; blank lines don't count, a name listed twice is refused. */
export function parseFileList(text: string, name: string): FileList {
  const lineOfImage = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const fileName = line.trim();
    if (fileName === "") continue;
    const earlier = lineOfImage.get(fileName);
    if (earlier !== undefined) {
      throw new DatasetError(
        "IMAGE_DUPLICATE",
        `row ${count(index + 1)} of ${name}: "${fileName}" is in row ${count(earlier)} already. Keep one of the two.`,
        { list: name, row: index + 1, earlier, fileName },
      );
    }
    lineOfImage.set(fileName, index + 1);
  }
  return { name, fileNames: [...lineOfImage.keys()] };
}

/** The records of the images on a list, in the records' order; an image without a record is refused. */
export function selectListed<Item extends RadiographRecord>(
  records: readonly Item[],
  list: FileList,
): Item[] {
  const listed = new Set(list.fileNames);
  const selected = records.filter(({ fileName }) => listed.delete(fileName));
  if (listed.size === 0) return selected;
  throw new DatasetError(
    "IMAGE_UNLABELLED",
    `${list.name}: ${count(listed.size)} of its images are not in the label table: ${someOf([...listed])}. Use the list and the table of the same data set.`,
    { list: list.name, fileNames: [...listed] },
  );
}

/**
 * Refuses a split with a patient on two sides, whose radiographs would be both learned from and judged on.
 *
 * The sides are given by name: `refusePatientOverlap({ train, val })`.
 */
export function refusePatientOverlap(
  sides: Readonly<Record<string, readonly RadiographRecord[]>>,
): void {
  const sideOfPatient = new Map<string, string>();
  for (const [side, records] of Object.entries(sides)) {
    const patients = new Set(records.map(({ patientId }) => patientId));
    const shared = [...patients].filter((patient) => sideOfPatient.has(patient));
    const [first] = shared;
    if (first !== undefined) throw overlap(sideOfPatient.get(first) ?? "", side, shared);
    for (const patient of patients) sideOfPatient.set(patient, side);
  }
}

function overlap(earlier: string, side: string, patients: readonly string[]): DatasetError {
  const others = `${count(patients.length)} ${patients.length === 1 ? "patient is" : "patients are"}`;
  return new DatasetError(
    "PATIENT_OVERLAP",
    `${others} both in ${earlier} and in ${side}: ${someOf(patients)}. Put all radiographs of a patient on one side.`,
    { sides: [earlier, side], patients },
  );
}
