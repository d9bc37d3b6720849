import { count, type VerificationReport } from "../../dataset/index.ts";

/** Examples of a problem that a person sees; all (up to 1,000) are in the JSON. */
const SHOWN = 3;

/** What is wrong with a data set, as lines for a terminal. */
export function problemLines(
  { radiographs, patients, images, splits, problems }: VerificationReport,
  title: string,
): string {
  const looked =
    images === null
      ? "No image folder was given: tables and splits only."
      : `${count(images.present)} images are there, ${images.examined === 0 ? "none" : count(images.examined)} of them decoded.`;
  const head = [
    `${title}: ${count(radiographs)} labelled radiographs of ${count(patients)} patients.`,
    looked,
    splits.length === 0 ? "No split was checked." : `Splits checked: ${splits.join("; ")}.`,
  ];
  const lines = problems.flatMap(({ code, severity, message, examples, count: number }) => [
    "",
    `${severity.toUpperCase().padEnd(8)}${code}  ${message}`,
    ...examples.slice(0, SHOWN).map((example) => `        - ${example}`),
    ...(number > SHOWN ? [`        and ${count(number - SHOWN)} more (--json lists them)`] : []),
  ]);
  const end = problems.length === 0 ? ["", "Nothing is wrong."] : [];
  return `${[...head, ...lines, ...end].join("\n")}\n`;
}
