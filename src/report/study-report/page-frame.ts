import { type Translator, UNREVIEWED_LANGUAGES } from "../../language/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { SHEET_STYLE } from "./sheet-style.ts";
import type { Sheet } from "./study-report.ts";

/** A page has its style, pictures and letters within, and asks for nothing else, wherever it is opened. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** What stands around the content of a page. */
export interface PageFrame {
  readonly translator: Translator;
  readonly title: string;
  /** Named on every sheet but the first; empty: nobody. */
  readonly runningHead: string;
  /** Of `body`, e.g. "report". */
  readonly kind: "report" | "patient" | "patient snug" | "patient dense";
  readonly sheet: Sheet;
}

/** A whole page around its content; `fonts` are the style rules of fonts that it brings along. */
export function framePage(frame: PageFrame, content: string, fonts: string): string {
  const { translator, title, kind } = frame;
  const { language, direction } = translator;
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta http-equiv="content-security-policy" content="${PAGE_POLICY}">
<title>${escapeMarkup(title)}</title>
<style>${fonts}${SHEET_STYLE}${sheetRules(frame)}</style>
</head>
<body class="${kind}">
${content}
</body>
</html>
`;
}

/** That this translation has not been reviewed, where it has not. */
export function unreviewedNote(translator: Translator): string {
  if (!UNREVIEWED_LANGUAGES.includes(translator.language)) return "";
  return `<p class="unreviewed">${escapeMarkup(translator.text("app.unreviewed"))}</p>`;
}

/** The margins of printed sheets: whose it is, what it is not, which sheet of how many. */
function sheetRules({ translator, runningHead, kind, sheet }: PageFrame): string {
  const size = sheet.paper === null ? "" : `size: ${sheet.paper === "a4" ? "A4" : "letter"};`;
  const [start, end] =
    translator.direction === "rtl" ? ["right", "left"] : (["left", "right"] as const);
  if (kind !== "report") return `@page { ${size} margin: ${MARGINS.block}mm ${MARGINS.inline}mm; }`;
  const page = cssText(translator.text("report.page"));
  return `@page { ${size} margin: 15mm 14mm 16mm;
@top-${start} { content: ${cssText(runningHead)}; ${FONT} }
@bottom-${start} { content: ${cssText(translator.text("app.notice"))}; ${FONT} }
@bottom-${end} { content: ${page} " " counter(page) " / " counter(pages); ${FONT} } }
@page :first { @top-${start} { content: none; } }`;
}

/** Margins of the patient's page in millimetres. */
const MARGINS = { block: 12, inline: 14 };

/** Paper in millimetres. */
const PAPERS = { a4: { width: 210, height: 297 }, letter: { width: 215.9, height: 279.4 } };

/** Width and height of what the patient's page has of a sheet, in millimetres. */
export function patientArea(paper: NonNullable<Sheet["paper"]>): {
  readonly width: number;
  readonly height: number;
} {
  const { width, height } = PAPERS[paper];
  return { width: width - 2 * MARGINS.inline, height: height - 2 * MARGINS.block };
}

/** Variables of the page do not reach its margins. */
const FONT = 'font: 8pt "Noto Sans Arabic Variable", system-ui, sans-serif; color: #444;';

/** A text within a style: every character that could end it is written by its number. */
function cssText(text: string): string {
  const escaped = [...text].map((character) =>
    /[\p{L}\p{M}\p{N} ]/u.test(character)
      ? character
      : `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped.join("")}"`;
}
