import { FINDINGS, type Finding } from "../findings/index.ts";

/** What one label of a provider says about our findings. */
export type LabelMeaning =
  /** These findings: present with the label, absent without it. */
  | { readonly kind: "finding"; readonly findings: readonly Finding[] }
  /** At least one of these, it isn't said which: unknown with the label, absent without it. */
  | { readonly kind: "one of"; readonly findings: readonly Finding[] }
  /** Something abnormal that is none of our findings. */
  | { readonly kind: "abnormal" }
  /** Nothing was found. */
  | { readonly kind: "normal" }
  /** Neither abnormal nor normal: a tube, a scar of surgery. */
  | { readonly kind: "neutral" }
  /** What isn't named is unknown instead of absent: "unchanged", of an earlier report that isn't there. */
  | { readonly kind: "incomplete" };

/** All labels of a provider, as it spells them. */
export type LabelMap = Readonly<Record<string, LabelMeaning>>;

export const is = (...findings: Finding[]): LabelMeaning => ({ kind: "finding", findings });
export const oneOf = (...findings: Finding[]): LabelMeaning => ({ kind: "one of", findings });
export const ABNORMAL: LabelMeaning = { kind: "abnormal" };
export const NORMAL: LabelMeaning = { kind: "normal" };
export const NEUTRAL: LabelMeaning = { kind: "neutral" };
export const INCOMPLETE: LabelMeaning = { kind: "incomplete" };

/** What a record says of an image's findings. */
export interface Labels {
  readonly labels: readonly number[];
  readonly anyFinding: number;
}

/** Every finding unknown. */
export const ALL_UNKNOWN: Labels = {
  labels: FINDINGS.map(() => Number.NaN),
  anyFinding: Number.NaN,
};

/** In words, as docs/datasets.md has it. */
export function describeMeaning(meaning: LabelMeaning): string {
  switch (meaning.kind) {
    case "finding":
      return meaning.findings.join(" and ");
    case "one of":
      return `perhaps ${meaning.findings.join(" or ")}`;
    case "abnormal":
      return "something else abnormal";
    case "normal":
      return "nothing found";
    case "neutral":
      return "says nothing";
    case "incomplete":
      return "the rest is unknown";
  }
}

/**
 * For providers that list what they see: a function from the labels that an image has to what they mean.
 *
 * Findings that no label of the map speaks of are unknown, all others absent unless listed. Anything is
 * abnormal if a listed label is; else nothing is, unless the list is incomplete.
 */
export function listedLabels(map: LabelMap): (listed: Iterable<string>) => Labels {
  const spokenOf = new Set(Object.values(map).flatMap(findingsOf));
  const base = FINDINGS.map((finding) => (spokenOf.has(finding) ? 0 : Number.NaN));
  return (listed) => {
    const meanings = Array.from(listed, (label) => map[label]).filter((one) => one !== undefined);
    const present = new Set(
      meanings.flatMap((one) => (one.kind === "finding" ? one.findings : [])),
    );
    const perhaps = new Set(meanings.flatMap((one) => (one.kind === "one of" ? one.findings : [])));
    const isIncomplete = meanings.some(({ kind }) => kind === "incomplete");
    return {
      labels: FINDINGS.map((finding, position) => {
        if (present.has(finding)) return 1;
        return isIncomplete || perhaps.has(finding) ? Number.NaN : (base[position] ?? Number.NaN);
      }),
      anyFinding: meanings.some(isAbnormal) ? 1 : isIncomplete ? Number.NaN : 0,
    };
  };
}

/**
 * For providers with a value per label (1 present, 0 absent, between them soft, NaN unknown): a function from
 * an image's values to what they mean.
 *
 * "Nothing found" makes the unknown labels absent, if none is present. Where several labels speak of a finding,
 * the largest value counts, and none is absent while another is unknown.
 */
export function valuedLabels(map: LabelMap): (valueFor: (label: string) => number) => Labels {
  const all = Object.keys(map);
  const normal = all.filter((label) => map[label]?.kind === "normal");
  const abnormal = all.filter((label) => isAbnormal(map[label]));
  const sources = FINDINGS.map((finding) => ({
    exact: labelsFor(map, "finding", finding),
    vague: labelsFor(map, "one of", finding),
  }));
  return (valueFor) => {
    const largest = Math.max(0, ...abnormal.map((label) => valueFor(label) || 0));
    const saysNormal = normal.map(valueFor).find((value) => !Number.isNaN(value)) ?? Number.NaN;
    const isNormal = saysNormal === 1 && largest === 0;
    const value = (label: string) => {
      const given = valueFor(label);
      return Number.isNaN(given) && isNormal ? 0 : given;
    };
    return {
      labels: sources.map(({ exact, vague }) => {
        const known = exact.length > 0 ? largestOf(exact.map(value)) : Number.NaN;
        if (!Number.isNaN(known) || vague.length === 0) return known;
        return vague.every((label) => value(label) === 0) ? 0 : Number.NaN;
      }),
      anyFinding: largest > 0 ? largest : isNormal ? 0 : saysNormal === 0 ? 1 : Number.NaN,
    };
  };
}

/** NaN unless all are known or one is 1. */
function largestOf(values: readonly number[]): number {
  return values.includes(1) ? 1 : Math.max(...values);
}

function labelsFor(map: LabelMap, kind: LabelMeaning["kind"], finding: Finding): string[] {
  return Object.keys(map).filter((label) => {
    const meaning = map[label];
    return meaning?.kind === kind && findingsOf(meaning).includes(finding);
  });
}

function findingsOf(meaning: LabelMeaning): readonly Finding[] {
  return "findings" in meaning ? meaning.findings : [];
}

function isAbnormal(meaning: LabelMeaning | undefined): boolean {
  return ["finding", "one of", "abnormal"].includes(meaning?.kind ?? "");
}
