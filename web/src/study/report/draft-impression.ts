import type { Language, Translator } from "../../../../src/language/index.ts";
import type { FindingReading, Reading } from "../../api/types.ts";
import { orderFindings, type Verdict, verdictOf } from "../findings/verdict.ts";

/**
 * A short impression in sentences from what a model called positive, borderline or negative in each read image of a
 * study. It begins by saying that it is a draft that nobody has checked.
 */
export function draftImpression(readings: readonly Reading[], translator: Translator): string {
  const paragraphs = readings.map((reading, index) => {
    const sentences = sentencesOf(reading, translator).join(" ");
    if (readings.length === 1) return sentences;
    return translator.text("study.draft.image", { number: index + 1, sentences });
  });
  return [translator.text("study.draft.head"), ...paragraphs].join("\n\n");
}

function sentencesOf(reading: Reading, translator: Translator): string[] {
  const { text } = translator;
  const by = (...verdicts: readonly Verdict[]) =>
    orderFindings(reading.findings, "verdict").filter((one) => verdicts.includes(verdictOf(one)));
  const named = (findings: readonly FindingReading[]) => listOf(findings, translator);
  const { view } = reading.radiograph;
  const positive = by("positive");
  const borderline = by("borderlineAbove", "borderlineBelow");
  const negative = by("negative");
  const notJudged = by("notJudged", "notRead");
  const isJudged = notJudged.length < reading.findings.length;
  return [
    view === null ? text("study.draft.technique") : text("study.draft.techniqueView", { view }),
    ...(reading.refusal ? [text("study.draft.readAnyway")] : []),
    ...(isJudged ? [] : [text("study.draft.uncalibrated")]),
    ...(positive.length > 0 ? [text("study.draft.positive", { findings: named(positive) })] : []),
    ...(borderline.length > 0
      ? [text("study.draft.borderline", { findings: named(borderline) })]
      : []),
    ...(isJudged && positive.length + borderline.length === 0 ? [text("study.draft.none")] : []),
    ...(negative.length > 0 ? [text("study.draft.negative", { findings: named(negative) })] : []),
    ...(isJudged && notJudged.length > 0
      ? [text("study.draft.notJudged", { findings: named(notJudged) })]
      : []),
  ];
}

/** Names of findings as they stand within a sentence, with the probability where the finding stands out. */
function listOf(findings: readonly FindingReading[], translator: Translator): string {
  const names = findings.map((reading) => {
    const name = withinSentence(translator.finding(reading.finding), translator.language);
    const verdict = verdictOf(reading);
    if (verdict === "negative" || verdict === "notRead" || verdict === "notJudged") return name;
    const probability = translator.probability(reading.probability);
    return translator.text("study.draft.finding", { name, probability });
  });
  return new Intl.ListFormat(translator.language, { type: "conjunction" }).format(names);
}

function withinSentence(name: string, language: Language): string {
  return name.charAt(0).toLocaleLowerCase(language) + name.slice(1);
}
