import { FINDINGS, type Finding } from "../../findings/index.ts";
import type { FindingReading } from "../../reading/index.ts";
import { verdictInWords } from "../words.ts";
import type { ReportFeedback, ReportImage, StudyReport } from "./study-report.ts";

/**
 * How a patient is told of a finding. Nothing is called present unless a person has confirmed it; what is
 * borderline the program could not tell.
 */
export type PatientGroup =
  /** Positive, if not surely, and whoever looked agrees. */
  | "confirmed"
  /** A person saw it, the program did not call it positive. */
  | "missed"
  /** Positive, and nobody has said anything of it. */
  | "marked"
  /** Positive, and whoever looked disagrees. */
  | "doubted"
  /** Positive, and people disagree with each other. */
  | "disputed"
  /** Borderline, and nobody has said of it whether it is there. */
  | "unclear"
  /** Negative, or borderline below, which whoever looked does not see. */
  | "unmarked"
  /** The program has no operating point for it, or does not know it. */
  | "unjudged";

/** A finding as the patient is told of it. */
export interface PatientFinding {
  readonly finding: Finding;
  readonly group: PatientGroup;
  /** Highest calibrated probability among the images; null where there is none. */
  readonly probability: number | null;
  /** How far the probability is on its way to the operating point, which is at 1; 0 where there is none. */
  readonly nearness: number;
}

/** The sooner it stands here, the more it counts among several images. */
const STRENGTH: readonly PatientGroup[] = [
  "confirmed",
  "missed",
  "disputed",
  "marked",
  "doubted",
  "unclear",
  "unmarked",
  "unjudged",
];

/** How a patient is told of a finding that is borderline, above, by what people say of it by name. */
const BORDERLINE = {
  agree: "confirmed",
  disagree: "doubted",
  both: "disputed",
} as const satisfies Record<string, PatientGroup>;

/** All 14 findings of a study's images as the patient is told of them; of several images what says more counts. */
export function patientFindings({ images }: StudyReport): readonly PatientFinding[] {
  const read = images.filter(({ reading }) => reading !== null);
  if (read.length === 0) return [];
  return FINDINGS.map((finding) => {
    const each = read.map((image) => ofImage(finding, image));
    const group = STRENGTH.find((one) => each.some((said) => said.group === one)) ?? "unjudged";
    const same = each.filter((said) => said.group === group);
    const probabilities = same.flatMap(({ probability }) => probability ?? []);
    return {
      finding,
      group,
      probability: probabilities.length === 0 ? null : Math.max(...probabilities),
      nearness: Math.max(...same.map(({ nearness }) => nearness)),
    };
  });
}

function ofImage(finding: Finding, { reading, feedback }: ReportImage): PatientFinding {
  const said = reading?.content.findings.find((one) => one.finding === finding);
  const current = feedback.filter(({ isCurrent }) => isCurrent);
  const isMissed = current.some((one) => one.kind === "missed" && one.finding === finding);
  const isCalibrated = reading?.content.model.calibrated !== false;
  return {
    finding,
    group: isMissed ? "missed" : said === undefined ? "unjudged" : groupOf(said, current),
    probability: isCalibrated ? (said?.probability ?? null) : null,
    nearness: (said?.probability ?? 0) / (said?.operatingPoint ?? 1),
  };
}

function groupOf(reading: FindingReading, feedback: readonly ReportFeedback[]): PatientGroup {
  switch (verdictInWords(reading)) {
    case "not read":
    case "not judged":
      return "unjudged";
    case "negative":
      return "unmarked";
    case "borderline, below":
      return namedOpinions(reading.finding, feedback) === "disagree" ? "unmarked" : "unclear";
    case "borderline, above": {
      // Whoever agrees with a whole reading agrees that this is unclear; whoever names the finding says it is there.
      const opinion = namedOpinions(reading.finding, feedback);
      if (opinion === null) return "unclear";
      return BORDERLINE[opinion];
    }
    case "positive": {
      const opinions = opinionsOn(reading.finding, feedback);
      if (opinions.length === 0) return "marked";
      if (opinions.every((opinion) => opinion === "agree")) return "confirmed";
      return opinions.includes("agree") ? "disputed" : "doubted";
    }
  }
}

/** What people say of a finding by its name: that it is there, that it is not, both, or nothing. */
function namedOpinions(
  finding: Finding,
  feedback: readonly ReportFeedback[],
): keyof typeof BORDERLINE | null {
  const opinions = opinionsOn(
    finding,
    feedback.filter((one) => one.finding === finding),
  );
  if (opinions.length === 0) return null;
  return opinions.find((opinion) => opinions.every((one) => one === opinion)) ?? "both";
}

/**
 * What each person said last of a finding. Whoever agrees with a reading agrees with all that it calls positive,
 * unless they said otherwise of this finding; whoever disagrees with a reading may mean any part of it.
 */
function opinionsOn(
  finding: Finding,
  feedback: readonly ReportFeedback[],
): ("agree" | "disagree")[] {
  const opinions = new Map<string | null, { opinion: "agree" | "disagree"; isNamed: boolean }>();
  for (const { kind, finding: about, author } of feedback) {
    if (kind !== "agree" && kind !== "disagree") continue;
    const isNamed = about === finding;
    if (!isNamed && (about !== null || kind === "disagree")) continue;
    if (!isNamed && opinions.get(author)?.isNamed) continue;
    opinions.set(author, { opinion: kind, isNamed });
  }
  return [...opinions.values()].map(({ opinion }) => opinion);
}
