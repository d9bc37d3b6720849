import { FINDINGS, type Finding } from "../../src/findings/index.ts";
import {
  createTranslator,
  type Language,
  loadCatalogue,
  type Translator,
} from "../../src/language/index.ts";
import type { FindingReading } from "../../src/reading/index.ts";
import type {
  ReportFeedback,
  ReportImage,
  StudyReport,
} from "../../src/report/study-report/index.node.ts";

const MOMENT = "2026-11-30T09:00:00.000Z";

/** A finding as a reading has it, by what it is to be called. */
export function saying(
  finding: Finding,
  verdict: "positive" | "above" | "below" | "negative" | "not judged",
): FindingReading {
  const positive = verdict === "positive" || verdict === "above";
  return {
    finding,
    probability: positive ? 0.42 : 0.07,
    interval: { low: 0.05, high: 0.61 },
    operatingPoint: verdict === "not judged" ? 1 : 0.2,
    positive,
    borderline: verdict === "above" || verdict === "below",
  };
}

/** What somebody said, of the reading that is shown. */
export function said(feedback: Partial<ReportFeedback>): ReportFeedback {
  return {
    kind: "agree",
    finding: null,
    box: null,
    text: null,
    author: "okafor",
    createdAt: MOMENT,
    isCurrent: true,
    ...feedback,
  };
}

/** An image on which the named findings are positive and all others negative. */
export function readImage(
  positive: readonly Finding[],
  feedback: readonly ReportFeedback[] = [],
): ReportImage {
  return {
    fileName: "chest.dcm",
    status: "read",
    error: null,
    feedback,
    reading: {
      createdAt: MOMENT,
      content: {
        model: { name: "made-up", version: "1", sha256: "ab".repeat(32) },
        radiograph: { rows: 700, columns: 1400, format: "dicom", view: "PA", warnings: [] },
        findings: FINDINGS.map((finding) =>
          saying(finding, positive.includes(finding) ? "positive" : "negative"),
        ),
        abnormal: 0.63,
        abnormalInterval: null,
      },
      pictures: {
        radiograph: "data:image/jpeg;base64,AAAA",
        heatmaps: positive.map((finding) => ({
          finding,
          picture: "data:image/jpeg;base64,BBBB",
          isEmpty: false,
        })),
        cells: { rows: 7, columns: 7 },
      },
    },
  };
}

/** A study of these images. */
export function reportOf(
  images: readonly ReportImage[],
  change: Partial<StudyReport> = {},
): StudyReport {
  return {
    patient: { name: "Meier^Anna", id: "P-1", birthDate: "19530214", sex: "F", age: 73 },
    studyDate: "20261130",
    accessionNumber: "A-7",
    receivedAt: MOMENT,
    impression: null,
    images,
    printedAt: new Date(MOMENT),
    ...change,
  };
}

export async function translatorOf(language: Language): Promise<Translator> {
  return createTranslator(language, await loadCatalogue(language));
}

/** What a page says, without its markup. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(style|title)>[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/[ \n]+/g, " ");
}
