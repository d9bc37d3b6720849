import type { TextKey, Translator } from "../../language/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import type { FindingReading } from "../../reading/index.ts";
import { type Verdict, verdictInWords } from "../words.ts";
import type { ReportReading } from "./study-report.ts";

/** Each verdict's text, in the order in which findings stand in the table. */
const VERDICTS: Readonly<Record<Verdict, TextKey>> = {
  positive: "verdict.positive",
  "borderline, above": "verdict.borderlineAbove",
  "borderline, below": "verdict.borderlineBelow",
  negative: "verdict.negative",
  "not judged": "verdict.notJudged",
  "not read": "verdict.notRead",
};

const ORDER = Object.keys(VERDICTS);

/** Width of a bar in the units of its picture. */
const BAR = 100;

/** All findings of a reading in words and numbers: what is positive first, then borderline, then the others. */
export function findingsTable(translator: Translator, { content }: ReportReading): string {
  const { text, probability } = translator;
  const sorted = [...content.findings].sort(
    (one, other) => ORDER.indexOf(verdictInWords(one)) - ORDER.indexOf(verdictInWords(other)),
  );
  const heads = (["finding", "verdict", "probability", "operatingPoint"] as const).map(
    (name) => `<th scope="col">${escapeMarkup(text(`report.column.${name}`))}</th>`,
  );
  const any =
    content.abnormal === null
      ? ""
      : `<p>${escapeMarkup(text("report.any"))}: <strong>${probability(content.abnormal)}</strong>${betweenInWords(translator, content.abnormalInterval)}</p>`;
  return `${any}
<table>
<thead><tr>${heads.join("")}<th class="bar"></th></tr></thead>
<tbody>
${sorted.map((reading) => findingRow(translator, reading)).join("\n")}
</tbody>
</table>
<p class="quiet small">${escapeMarkup(text("report.explained"))}</p>`;
}

function findingRow(translator: Translator, reading: FindingReading): string {
  const { text, finding, probability } = translator;
  const verdict = verdictInWords(reading);
  const { operatingPoint } = reading;
  const point = operatingPoint === null || operatingPoint >= 1 ? null : operatingPoint;
  const kind = verdict.split(",")[0]?.replace(" ", "-") ?? "";
  return `<tr class="${kind}"><th scope="row">${escapeMarkup(finding(reading.finding))}</th><td>${escapeMarkup(text(VERDICTS[verdict]))}</td><td>${probability(reading.probability)}${betweenInWords(translator, reading.interval)}</td><td>${probability(point)}</td><td class="bar" aria-hidden="true">${bar(reading, point, translator.direction === "rtl")}</td></tr>`;
}

function betweenInWords(
  { text, probability }: Translator,
  interval: FindingReading["interval"],
): string {
  if (interval === null) return "";
  const low = probability(interval.low);
  const high = probability(interval.high);
  return ` (${escapeMarkup(text("probability.interval", { low, high }))})`;
}

/** The numbers of a row as a picture: probability, its interval as a line, the operating point as a mark. */
function bar(
  { probability, interval, positive }: FindingReading,
  point: number | null,
  isMirrored: boolean,
): string {
  const length = (share: number) => (BAR * share).toFixed(1);
  const fill =
    probability === null
      ? ""
      : `<rect y="2" width="${length(probability)}" height="7" fill="${positive ? "#a85a12" : "#8b94a0"}"/>`;
  const line =
    interval === null
      ? ""
      : `<rect x="${length(interval.low)}" y="5" width="${length(interval.high - interval.low)}" height="1" fill="#000"/>`;
  const mark =
    point === null ? "" : `<rect x="${length(point)}" width="0.8" height="11" fill="#000"/>`;
  const turned = isMirrored ? ` transform="translate(${BAR} 0) scale(-1 1)"` : "";
  return `<svg viewBox="0 0 ${BAR} 11" preserveAspectRatio="none"><g${turned}><rect y="2" width="${BAR}" height="7" fill="#e3e5e8"/>${fill}${line}${mark}</g></svg>`;
}
