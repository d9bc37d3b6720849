import type { OfficialSplit } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Problem, problemOf } from "./problem.ts";

/** Whether a split keeps patients apart and goes with the label table. */
export function checkSplit(
  { name, sides }: OfficialSplit,
  records: readonly RadiographRecord[],
): Problem[] {
  const patientOf = new Map(records.map(({ fileName, patientId }) => [fileName, patientId]));
  const sidesOfPatient = new Map<string, Set<string>>();
  const listed = new Set<string>();
  const unlabelled: string[] = [];
  for (const side of sides) {
    for (const fileName of side.fileNames) {
      listed.add(fileName);
      const patient = patientOf.get(fileName);
      if (patient === undefined) {
        unlabelled.push(`${fileName} (${side.name})`);
        continue;
      }
      const known = sidesOfPatient.get(patient);
      if (known === undefined) sidesOfPatient.set(patient, new Set([side.name]));
      else known.add(side.name);
    }
  }
  const overlapping = [...sidesOfPatient]
    .filter(([, found]) => found.size > 1)
    .map(([patient, found]) => `patient ${patient} (${[...found].join(", ")})`);
  const unassigned = records.flatMap(({ fileName }) => (listed.has(fileName) ? [] : [fileName]));
  return [
    problemOf(
      "PATIENT_OVERLAP",
      "error",
      overlapping,
      (count) =>
        `Split ${name}: ${count} patients are on more than one side, so that what is learned is judged on the same people. Split anew by patient (thorascope data split).`,
    ),
    problemOf(
      "IMAGE_UNLABELLED",
      "error",
      unlabelled,
      (count) =>
        `Split ${name}: ${count} listed images have no label. Use lists and label table of one edition.`,
    ),
    problemOf(
      "IMAGE_UNASSIGNED",
      "note",
      unassigned,
      (count) => `Split ${name}: ${count} labelled images are on no side.`,
    ),
  ].flatMap((problem) => problem ?? []);
}
