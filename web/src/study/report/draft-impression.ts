import type { Translator } from "../../../../src/language/index.ts";
import type { FindingReading, Reading } from "../../api/types.ts";
import { findingInSentence } from "../findings/finding-in-sentence.ts";
import { orderFindings, type Verdict, verdictOf } from "../findings/verdict.ts";
import { type Consensus, consensusOn, type SaidOfImage } from "./said-of-image.ts";

/** An image that was read, and what people said of it. */
export interface DraftedImage {
  readonly reading: Reading;
  readonly said: readonly SaidOfImage[];
}

/** How many borderline findings are named. */
const BORDERLINE_NAMED = 4;

/** Below this a percentage in a sentence tells a reader nothing. */
const LOWEST_TOLD = 0.025;

/**
 * A short impression in sentences from what a model found in each read image of a study and what people said of it. It
 * begins by saying that it is a draft that nobody has checked.
 */
export function draftImpression(images: readonly DraftedImage[], translator: Translator): string {
  const paragraphs = images.map((image, index) => {
    const sentences = sentencesOf(image, translator).join(" ");
    if (images.length === 1) return sentences;
    return translator.text("study.draft.image", { number: index + 1, sentences });
  });
  const { text } = translator;
  return [`${text("study.draft.head")} ${text("study.draft.unchecked")}`, ...paragraphs].join(
    "\n\n",
  );
}

function sentencesOf({ reading, said }: DraftedImage, translator: Translator): string[] {
  const { text } = translator;
  const judged = orderFindings(reading.findings, "verdict").map((one) => ({
    one,
    verdict: verdictOf(one),
    consensus: consensusOn(one.finding, reading, said),
  }));
  const by = (consensus: Consensus | null, ...verdicts: readonly Verdict[]) =>
    judged
      .filter((entry) => entry.consensus === consensus && verdicts.includes(entry.verdict))
      .map(({ one }) => one);
  const called = ["positive", "borderlineAbove"] as const;
  const missed = judged.filter(({ consensus }) => consensus === "missed").map(({ one }) => one);
  const confirmed = by("agreed", ...called);
  const suggested = by(null, "positive");
  const borderline = [
    ...by(null, "borderlineAbove", "borderlineBelow"),
    ...by("agreed", "borderlineBelow"),
  ];
  const doubted = by("doubted", ...called, "borderlineBelow");
  const disagreed = by("doubted", "negative", "notJudged", "notRead");
  const negative = [...by(null, "negative"), ...by("agreed", "negative")];
  const notJudged = [...by(null, "notJudged", "notRead"), ...by("agreed", "notJudged", "notRead")];
  const isJudged = reading.findings.some((one) => {
    const verdict = verdictOf(one);
    return verdict !== "notJudged" && verdict !== "notRead";
  });
  const isNothing = judged.every(
    ({ verdict, consensus }) =>
      consensus !== "missed" && verdict !== "positive" && !verdict.startsWith("borderline"),
  );
  const sentence = (
    key: "missed" | "confirmed" | "doubted" | "disagreed" | "negative" | "notJudged",
    findings: readonly FindingReading[],
  ) =>
    findings.length === 0
      ? []
      : [text(`study.draft.${key}`, { findings: listOf(names(findings, translator), translator) })];
  const { view } = reading.radiograph;
  return [
    view === null ? text("study.draft.technique") : text("study.draft.techniqueView", { view }),
    ...(reading.refusal ? [text("study.draft.readAnyway")] : []),
    ...(isJudged ? [] : [text("study.draft.uncalibrated")]),
    ...sentence("missed", missed),
    ...sentence("confirmed", confirmed),
    ...suggestion(suggested, translator),
    ...eitherWay(borderline, translator),
    ...sentence("doubted", doubted),
    ...sentence("disagreed", disagreed),
    ...(isJudged && isNothing ? [text("study.draft.none")] : []),
    ...sentence("negative", negative),
    ...(isJudged ? sentence("notJudged", notJudged) : []),
  ];
}

function suggestion(findings: readonly FindingReading[], translator: Translator): string[] {
  if (findings.length === 0) return [];
  const told = findings.map((one) => {
    const name = findingInSentence(one.finding, translator);
    const { probability } = one;
    if (probability === null || probability < LOWEST_TOLD) return name;
    const said = { name, probability: translator.probability(probability) };
    return translator.text("study.draft.finding", said);
  });
  return [translator.text("study.draft.positive", { findings: listOf(told, translator) })];
}

/** One sentence on what could go either way: the nearest to being positive by name, the rest as a number. */
function eitherWay(findings: readonly FindingReading[], translator: Translator): string[] {
  if (findings.length === 0) return [];
  const ordered = findings.toSorted((a, b) => nearness(b) - nearness(a));
  const named = names(ordered.slice(0, BORDERLINE_NAMED), translator);
  const others = findings.length - named.length;
  const rest = others === 0 ? [] : [translator.text("study.draft.others", { count: others })];
  const list = listOf([...named, ...rest], translator);
  return [translator.text("study.draft.borderline", { findings: list })];
}

/** A probability as a multiple of the finding's operating point: rare findings have low ones. */
function nearness({ probability, operatingPoint }: FindingReading): number {
  return (probability ?? 0) / (operatingPoint || 1);
}

function names(findings: readonly FindingReading[], translator: Translator): string[] {
  return findings.map((one) => findingInSentence(one.finding, translator));
}

function listOf(names: readonly string[], { language }: Translator): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}
