import { FOUND_ABOVE, type LocalizationFigures, TOLERANCE } from "../../evaluation/index.ts";
import { displayName } from "../../findings/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { htmlTable } from "../../page/html-table.ts";
import type { Picture } from "../../page/picture.ts";
import { figure, outputName, withInterval } from "./figures.ts";
import type { LocalizationResult, NamedCase } from "./localization-result.ts";
import { marksInWords } from "./localization-words.ts";
import { figures } from "./page.ts";

/** A case with its picture, as a JPEG. */
export interface DrawnCase {
  readonly figures: NamedCase;
  readonly jpeg: Uint8Array;
}

/** The best and the worst of the cases, drawn. */
export interface DrawnCases {
  readonly best: readonly DrawnCase[];
  readonly worst: readonly DrawnCase[];
}

/** Where heatmaps point, as a section of the evaluation's page. */
export function localizationSection(
  result: LocalizationResult,
  pictures: readonly Picture[],
  { best, worst }: DrawnCases,
): string {
  const { findings, all } = result;
  const rows = all === null ? findings : [...findings, all];
  const wide = (content: string) => `<div class="wide" tabindex="0">${content}</div>`;
  const explained = (text: string) => `<p class="facts">${escapeMarkup(text)}</p>`;
  return `<article>
<h2>Localization</h2>
${marksInWords(result)
  .map((sentence) => `<p class="marks">${escapeMarkup(sentence)}</p>`)
  .join("\n")}
<p class="facts">Blue dot: the heatmap, with its interval. Orange, without looking at the radiograph: square, the mean box of the other patients; cross, the image's centre; tick, the marked share of the image, which a point at random and marking the whole image reach.</p>
${figures(pictures, "curves")}
${wide(pointingTable(rows))}
${explained(`Pointing game (Zhang et al. 2016): the heatmap's strongest cell has its middle in what is marked; nearby: within ${100 * TOLERANCE} percent of the image's sides. If called: among those that the model calls positive. Wilson's 95 percent intervals. Energy: the share of the map's sum inside (Wang et al. 2020), the marked share by chance.`)}
${wide(overlapTable(rows))}
${explained("Intersection over union, and over the detected region (IoBB, Wang et al. 2017). Otsu's threshold needs no tuning; the tuned one is a share of the map's maximum, chosen on the other patients with the finding, of any finding where these are fewer than ten. Means with intervals by patient.")}
<details><summary>Found at overlaps above ${FOUND_ABOVE.join(", ")}</summary>
${wide(foundTable(rows))}
${explained("Shares of marked findings whose overlap is above. Region: all that is above Otsu's threshold. Best box: of the boxes around its connected regions, as ChestX-ray8 makes them; false boxes is how many of them a radiograph has that do not overlap so much.")}
</details>
${cases("Best", best)}
${cases("Worst", worst)}
</article>`;
}

function cases(title: string, drawn: readonly DrawnCase[]): string {
  if (drawn.length === 0) return "";
  const pictures = drawn.map(({ figures: one, jpeg }) => {
    const name = `${displayName(one.finding)}, ${one.fileName}`;
    const said = `${one.hit ? "Hit" : "Miss"}; IoU ${figure(one.otsu.iou, 2)} at Otsu's threshold, ${figure(one.energy, 2)} of the map inside, ${figure(one.marked)} of the image marked${one.calledPositive === null ? "" : one.calledPositive ? "; called positive" : "; called negative"}.`;
    return `<figure><img alt="${escapeMarkup(`${name}: the radiograph with what is marked, and the heatmap over it`)}" src="data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}"><figcaption>${escapeMarkup(name)}</figcaption><p class="facts">${escapeMarkup(said)}</p></figure>`;
  });
  return `<h3>${title} by IoU at Otsu's threshold</h3>
<div class="curves cases">
${pictures.join("\n")}
</div>`;
}

function pointingTable(rows: readonly LocalizationFigures[]): string {
  return htmlTable(
    [
      "Finding",
      "Marked",
      "Patients",
      "Marked area",
      "Heatmap hits",
      "Nearby",
      "If called positive",
      "Centre",
      "Mean box",
      "Heatmap less mean box",
      "Energy inside",
      "Empty maps",
    ],
    rows.map(({ name, cases: of, patients, marked, pointingGame, energy, emptyMaps }) => [
      outputName(name),
      String(of),
      String(patients),
      figure(marked),
      `${withInterval(pointingGame.model.value, pointingGame.model.interval)} ${pointingGame.model.correct}/${pointingGame.model.of}`,
      figure(pointingGame.nearby.value),
      pointingGame.calledPositive === null
        ? "-"
        : `${pointingGame.calledPositive.correct}/${pointingGame.calledPositive.of}`,
      figure(pointingGame.centre.value),
      figure(pointingGame.meanBox?.value),
      withInterval(pointingGame.aboveMeanBox?.value, pointingGame.aboveMeanBox?.interval),
      withInterval(energy.value, energy.interval),
      String(emptyMaps),
    ]),
  );
}

function overlapTable(rows: readonly LocalizationFigures[]): string {
  return htmlTable(
    [
      "Finding",
      "IoU, Otsu",
      "IoU, tuned",
      "IoU, mean box",
      "Tuned less mean box",
      "IoBB, Otsu",
      "IoBB, tuned",
      "IoBB, mean box",
      "Area, Otsu",
      "Area, tuned",
      "Shares chosen",
    ],
    rows.map(({ name, otsu, tuned, meanBox, iouAboveMeanBox }) => [
      outputName(name),
      withInterval(otsu.region.iou.value, otsu.region.iou.interval),
      withInterval(tuned?.region.iou.value, tuned?.region.iou.interval),
      withInterval(meanBox?.iou.value, meanBox?.iou.interval),
      withInterval(iouAboveMeanBox?.value, iouAboveMeanBox?.interval),
      withInterval(otsu.region.iobb.value, otsu.region.iobb.interval),
      withInterval(tuned?.region.iobb.value, tuned?.region.iobb.interval),
      figure(meanBox?.iobb.value),
      figure(otsu.region.area),
      figure(tuned?.region.area),
      tuned === null ? "-" : tuned.shares.map((share) => figure(share, 2)).join(" to "),
    ]),
  );
}

function foundTable(rows: readonly LocalizationFigures[]): string {
  const kinds = [
    "Region, IoU",
    "Region, IoBB",
    "Best box, IoU",
    "Best box, IoBB",
    "False boxes, IoBB",
  ];
  return htmlTable(
    ["Finding", "Overlap above", ...kinds, "Mean box, IoU"],
    rows.flatMap(({ name, otsu, meanBox }) =>
      FOUND_ABOVE.map((above, place) => {
        const [region, box, mean] = [otsu.region, otsu.boxes, meanBox].map(
          (of) => of?.found[place],
        );
        return [
          outputName(name),
          String(above),
          withInterval(region?.byIou.value, region?.byIou.interval),
          withInterval(region?.byIobb.value, region?.byIobb.interval),
          withInterval(box?.byIou.value, box?.byIou.interval),
          withInterval(box?.byIobb.value, box?.byIobb.interval),
          figure(otsu.boxes.falsePositives[place]?.byIobb, 2),
          figure(mean?.byIou.value),
        ];
      }),
    ),
  );
}
