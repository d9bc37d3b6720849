import type { Translator } from "../../language/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import type { ReportFeedback, ReportReading } from "./study-report.ts";

/** From more heatmaps on they are smaller, so that a page takes 13 of them, the radiograph and what is said of them. */
const LARGE = 8;

/** The radiograph with what people framed on it, and the heatmaps of positive findings, with what they can't tell. */
export function imagePictures(
  { text, finding }: Translator,
  { content, pictures }: ReportReading,
  feedback: readonly ReportFeedback[],
): string {
  const title = `<h3>${escapeMarkup(text("report.pictures"))}</h3>`;
  if (pictures === null) {
    return `${title}\n<p class="quiet">${escapeMarkup(text("report.picture.left"))}</p>`;
  }
  const { rows, columns } = content.radiograph;
  const frames = framesOf(feedback);
  const drawn = frames
    .map(([left, top, right, bottom], index) => frame(left, top, right, bottom, index, columns))
    .join("");
  const radiograph = text("report.picture.radiograph");
  const boxes = drawn === "" ? "" : ` ${text("report.picture.boxes")}`;
  const maps = pictures.heatmaps.map((map) => {
    const name = finding(map.finding);
    const empty = map.isEmpty ? ` ${text("report.picture.empty")}` : "";
    return `<figure><span class="frame"><img src="${map.picture}" alt="${escapeMarkup(text("report.picture.heatmap", { finding: name }))}"></span><figcaption>${escapeMarkup(name + (empty && `.${empty}`))}</figcaption></figure>`;
  });
  const { cells } = pictures;
  const coarse = text("report.picture.coarse", {
    rows: cells.rows,
    columns: cells.columns,
    width: Math.round(columns / cells.columns),
    height: Math.round(rows / cells.rows),
  });
  const explained =
    maps.length === 0
      ? `<p class="quiet">${escapeMarkup(text("report.picture.none"))}</p>`
      : `<p class="scale"><i></i><span>${escapeMarkup(text("report.picture.scale"))}</span></p>
<p class="quiet small">${escapeMarkup(coarse)} ${escapeMarkup(text("report.picture.limits"))}</p>`;
  const kind = maps.length > LARGE ? "pictures many" : "pictures";
  return `${title}
<div class="${kind}">
<figure class="radiograph"><span class="frame"><img src="${pictures.radiograph}" alt="${escapeMarkup(radiograph)}"><svg viewBox="0 0 ${columns} ${rows}" aria-hidden="true">${drawn}</svg></span><figcaption>${escapeMarkup(`${radiograph}.${boxes}`)}</figcaption></figure>
${maps.join("\n")}
</div>
${explained}`;
}

/** The boxes that people drew on this image, in the order of what they said. */
export function framesOf(
  feedback: readonly ReportFeedback[],
): readonly (readonly [number, number, number, number])[] {
  return feedback.flatMap(({ box }) => (box === null ? [] : [box]));
}

/** A box with its number, white within black so that it is seen on any grey. */
function frame(
  left: number,
  top: number,
  right: number,
  bottom: number,
  index: number,
  columns: number,
): string {
  const line = columns / 220;
  const size = columns / 24;
  const rectangle = `x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="none"`;
  const baseline = top > size * 1.3 ? top - size * 0.25 : top + size;
  return `<rect ${rectangle} stroke="#000" stroke-width="${2 * line}"/><rect ${rectangle} stroke="#fff" stroke-width="${line}"/><text x="${left}" y="${baseline}" direction="ltr" font-size="${size}" fill="#fff" stroke="#000" stroke-width="${line}" paint-order="stroke">${index + 1}</text>`;
}
