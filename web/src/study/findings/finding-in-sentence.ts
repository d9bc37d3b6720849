import type { Finding } from "../../../../src/findings/index.ts";
import type { Translator } from "../../../../src/language/index.ts";

/** A finding's name as it stands within a sentence, in small letters. */
export function findingInSentence(
  finding: Finding,
  { finding: nameOf, language }: Pick<Translator, "finding" | "language">,
): string {
  const name = nameOf(finding);
  return name.charAt(0).toLocaleLowerCase(language) + name.slice(1);
}
