/**
 * A person's name as DICOM writes it (PS3.5 section 6.2, PN: family^given^middle^prefix^suffix, up to three ways of
 * writing it with = between), as people do: "Doe, Jane".
 */
export function patientName(dicomName: string): string {
  const [written = ""] = dicomName.split("=").filter((one) => one.replaceAll("^", "").trim());
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = written
    .split("^")
    .map((part) => part.trim());
  const first = [prefix, given, middle].filter(Boolean).join(" ");
  return [family, first, suffix].filter(Boolean).join(", ");
}
