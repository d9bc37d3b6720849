import { parsePersonName } from "../../../../src/report/person-name.ts";

/** A name as DICOM writes it as people find it in a list: "Meier, Anna"; empty where it names nobody. */
export function patientName(dicomName: string): string {
  const { family, given, middle, prefix, suffix } = parsePersonName(dicomName);
  const first = [prefix, given, middle].filter((part) => part !== "").join(" ");
  return [family, first, suffix].filter((part) => part !== "").join(", ");
}
