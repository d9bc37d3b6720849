import {
  figure,
  type LocalizationResult,
  marksInWords,
  outputName,
  withInterval,
} from "../../report/index.node.ts";
import { alignedTable } from "../aligned-table.ts";

/** Where heatmaps point, as lines for a terminal: the model beside what is reached without looking. */
export function localizationLines(result: LocalizationResult): string {
  const { findings, all } = result;
  const rows = all === null ? findings : [...findings, all];
  const pointing = alignedTable([
    [
      "pointing game",
      "marked",
      "area",
      "heatmap",
      "nearby",
      "if called",
      "centre",
      "mean box",
      "at random",
      "energy",
    ],
    ...rows.map(({ name, cases, marked, pointingGame, energy }) => [
      outputName(name),
      String(cases),
      figure(marked),
      withInterval(pointingGame.model.value, pointingGame.model.interval),
      figure(pointingGame.nearby.value),
      figure(pointingGame.calledPositive?.value),
      figure(pointingGame.centre.value),
      figure(pointingGame.meanBox?.value),
      figure(marked),
      figure(energy.value),
    ]),
  ]);
  const overlap = alignedTable([
    [
      "overlap",
      "IoU, Otsu",
      "IoU, tuned",
      "IoU, mean box",
      "IoBB, Otsu",
      "IoBB, tuned",
      "IoBB, mean box",
    ],
    ...rows.map(({ name, otsu, tuned, meanBox }) => [
      outputName(name),
      withInterval(otsu.region.iou.value, otsu.region.iou.interval),
      withInterval(tuned?.region.iou.value, tuned?.region.iou.interval),
      figure(meanBox?.iou.value),
      figure(otsu.region.iobb.value),
      figure(tuned?.region.iobb.value),
      figure(meanBox?.iobb.value),
    ]),
  ]);
  return [...marksInWords(result), pointing, "", overlap].join("\n");
}
