/** Parts of a person's name, each empty where it is not given. */
export interface PersonName {
  readonly family: string;
  readonly given: string;
  readonly middle: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Takes a name apart as DICOM writes it (PS3.5 section 6.2.1, PN: family^given^middle^prefix^suffix). Of its groups
 * (alphabetic=ideographic=phonetic) the first that says something.
 */
export function parsePersonName(dicomName: string): PersonName {
  const [group = ""] = dicomName.split("=").filter((one) => one.trim() !== "");
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = group
    .split("^")
    .map((part) => part.trim());
  return { family, given, middle, prefix, suffix };
}
