import * as Plot from "@observablehq/plot";
import type { Interval, LocalizationFigures } from "../../evaluation/index.ts";
import type { Picture } from "../../page/picture.ts";
import { plotSvg } from "../../page/plot-svg.ts";
import { outputName } from "./figures.ts";

const COLOUR = "#3b7ea1";
const BASELINE = "#c2571a";

/** A finding's figure beside what is reached without looking at the radiograph. */
interface Row {
  readonly name: string;
  readonly value: number;
  readonly interval: Interval | null;
  readonly meanBox: number | null;
  readonly centre: number | null;
  readonly chance: number;
}

/** The pointing game and IoU by finding, each beside its baselines. */
export function localizationPictures(findings: readonly LocalizationFigures[]): Picture[] {
  const pointing = findings.map(
    ({ name, cases, marked, pointingGame }): Row => ({
      name: `${outputName(name)} (${cases})`,
      value: pointingGame.model.value,
      interval: pointingGame.model.interval,
      meanBox: pointingGame.meanBox?.value ?? null,
      centre: pointingGame.centre.value,
      chance: marked,
    }),
  );
  const overlap = findings.flatMap(({ name, cases, marked, tuned, meanBox }): Row[] =>
    tuned === null
      ? []
      : [
          {
            name: `${outputName(name)} (${cases})`,
            value: tuned.region.iou.value,
            interval: tuned.region.iou.interval,
            meanBox: meanBox?.iou.value ?? null,
            centre: null,
            chance: marked,
          },
        ],
  );
  return [
    ...(pointing.length === 0
      ? []
      : [
          draw(
            "pointing-game",
            "Pointing game: peaks inside what is marked",
            "share that hit",
            pointing,
          ),
        ]),
    ...(overlap.length === 0
      ? []
      : [draw("iou", "IoU of heatmaps at the tuned threshold", "mean IoU", overlap)]),
  ];
}

function draw(name: string, title: string, label: string, rows: readonly Row[]): Picture {
  const known = (baseline: "meanBox" | "centre") => rows.filter((row) => row[baseline] !== null);
  const svg = plotSvg(title, {
    width: 520,
    height: 60 + 26 * rows.length,
    marginLeft: 140,
    marginRight: 20,
    marginBottom: 40,
    x: { label, domain: [0, 1], grid: true, labelArrow: "none" },
    y: { label: null, domain: rows.map((row) => row.name) },
    marks: [
      Plot.ruleY(
        rows.filter(({ interval }) => interval !== null),
        {
          x1: ({ interval }: Row) => interval?.low,
          x2: ({ interval }: Row) => interval?.high,
          y: "name",
          stroke: COLOUR,
          strokeWidth: 2,
        },
      ),
      Plot.tickX(rows, { x: "chance", y: "name", stroke: BASELINE, strokeWidth: 2, inset: 5 }),
      Plot.dot(known("centre"), {
        x: "centre",
        y: "name",
        symbol: "times",
        stroke: BASELINE,
        strokeWidth: 1.5,
        r: 4,
      }),
      Plot.dot(known("meanBox"), {
        x: "meanBox",
        y: "name",
        symbol: "square",
        stroke: BASELINE,
        strokeWidth: 1.5,
        r: 5,
      }),
      Plot.dot(rows, { x: "value", y: "name", fill: COLOUR, r: 4 }),
    ],
  });
  return { name, title, svg };
}
