/** A name as DICOM writes it (PS3.5 section 6.2, PN: family^given^middle^prefix^suffix) as people read it. */
export function patientName(dicomName: string): string {
  const [alphabetic = ""] = dicomName.split("=").filter((group) => group.trim() !== "");
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = alphabetic
    .split("^")
    .map((part) => part.trim());
  const first = [prefix, given, middle].filter((part) => part !== "").join(" ");
  return [family, first, suffix].filter((part) => part !== "").join(", ");
}
