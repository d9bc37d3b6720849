import * as Plot from "@observablehq/plot";
import type { Picture } from "../../page/picture.ts";
import { plotSvg } from "../../page/plot-svg.ts";
import type { DisturbanceResult, DisturbedLevel, RobustnessResult } from "./robustness-result.ts";

const COLOUR = "#3b7ea1";
const OTHER = "#c2703d";
const QUIET = "#8a8f96";
const SIZE = { width: 350, height: 220, marginLeft: 44, marginRight: 14, marginBottom: 40 };

/** One point of a line: a severity and a figure, with its interval where it has one. */
interface Point {
  readonly severity: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/**
 * For each disturbance, in order: mean AUROC, calibration error and changed decisions against severity. A kind of
 * figure has one scale over all disturbances, so that they can be compared by eye.
 */
export function robustnessPictures(result: RobustnessResult): (readonly Picture[])[] {
  const kinds = [aurocKind(result), calibrationKind(result), decisionKind(result)];
  return result.disturbances.map((disturbance) =>
    kinds.flatMap((draw) => (disturbance.levels.length === 0 ? [] : (draw(disturbance) ?? []))),
  );
}

type Draw = (disturbance: DisturbanceResult) => Picture | null;

function aurocKind({ undisturbed, disturbances }: RobustnessResult): Draw {
  const before = undisturbed.meanAuroc?.value ?? null;
  if (before === null) return () => null;
  const pointOf = ({ severity, meanAuroc }: DisturbedLevel): Point[] =>
    meanAuroc === null
      ? []
      : [
          {
            severity,
            value: meanAuroc.first,
            low: before + (meanAuroc.interval?.low ?? meanAuroc.difference),
            high: before + (meanAuroc.interval?.high ?? meanAuroc.difference),
          },
        ];
  const all = disturbances.flatMap(({ levels }) => levels.flatMap(pointOf));
  const domain = rangeOf([before, ...all.flatMap(({ low = 1, high = 0 }) => [low, high])]);
  return (disturbance) => {
    const points = withNeutral(disturbance, disturbance.levels.flatMap(pointOf), before);
    return picture(disturbance, "auroc", "Mean AUROC", {
      y: { domain, ticks: 4, grid: true, label: null },
      marks: [
        Plot.ruleY([before], { stroke: QUIET, strokeDasharray: "3 3" }),
        Plot.areaY(points, {
          x: "severity",
          y1: "low",
          y2: "high",
          fill: COLOUR,
          fillOpacity: 0.2,
        }),
        ...lineOf(points, COLOUR),
      ],
    });
  };
}

function calibrationKind({ undisturbed, disturbances }: RobustnessResult): Draw {
  const lines = [
    { key: "findings", colour: COLOUR },
    { key: "anyFinding", colour: OTHER },
  ] as const;
  const errors = (levels: readonly DisturbedLevel[], key: "findings" | "anyFinding"): Point[] =>
    levels.flatMap(({ severity, calibration }) => {
      const value = calibration[key].calibrationError;
      return value === null ? [] : [{ severity, value }];
    });
  const all = disturbances.flatMap(({ levels }) => lines.flatMap(({ key }) => errors(levels, key)));
  if (all.length === 0) return () => null;
  const domain = [0, Math.max(0.05, ...all.map(({ value }) => value))];
  return (disturbance) =>
    picture(disturbance, "calibration", "Calibration error", {
      y: { domain, ticks: 4, grid: true, label: null },
      marks: lines.flatMap(({ key, colour }) => {
        const before = undisturbed.calibration[key].calibrationError;
        const points = errors(disturbance.levels, key);
        if (before === null) return [];
        return [
          Plot.ruleY([before], { stroke: colour, strokeOpacity: 0.6, strokeDasharray: "3 3" }),
          ...lineOf(withNeutral(disturbance, points, before), colour),
        ];
      }),
    });
}

function decisionKind({ disturbances }: RobustnessResult): Draw {
  const isDecided = disturbances.some(({ levels }) =>
    levels.some(({ changedDecisions }) => changedDecisions !== null),
  );
  if (!isDecided) return () => null;
  return (disturbance) => {
    const points = disturbance.levels.flatMap(({ severity, changedDecisions: share }): Point[] =>
      share === null ? [] : [{ severity, value: share.value, ...share.interval }],
    );
    const line = withNeutral(disturbance, points, 0);
    return picture(disturbance, "decisions", "Share with a changed decision", {
      y: { domain: [0, 1], ticks: 4, grid: true, label: null },
      marks: [
        Plot.areaY(line, { x: "severity", y1: "low", y2: "high", fill: COLOUR, fillOpacity: 0.2 }),
        ...lineOf(line, COLOUR),
      ],
    });
  };
}

function lineOf(points: readonly Point[], stroke: string): Plot.Markish[] {
  return [
    Plot.line(points, { x: "severity", y: "value", stroke }),
    Plot.dot(points, { x: "severity", y: "value", fill: stroke, r: 3 }),
  ];
}

/** The points with the undisturbed one among them, where the scale has a place for it. */
function withNeutral(
  { neutral }: DisturbanceResult,
  points: readonly Point[],
  value: number,
): Point[] {
  if (neutral === null || points.length === 0) return [...points];
  const between = { severity: neutral, value, low: value, high: value };
  return [...points, between].sort((one, other) => one.severity - other.severity);
}

/** Severity grows to the right, or away from the neutral one. */
function picture(
  { name, title, axis, scale, neutral, levels }: DisturbanceResult,
  kind: string,
  kindTitle: string,
  options: Plot.PlotOptions,
): Picture {
  const severities = levels.map(({ severity }) => severity);
  const [first = 0, last = 0] = [severities[0], severities.at(-1)];
  const ticks = neutral === null ? severities : [...severities, neutral];
  const svg = plotSvg(`${title}: ${kindTitle.toLowerCase()} against severity`, {
    ...SIZE,
    ...options,
    x: {
      type: scale === "logarithmic" ? "log" : "linear",
      domain: rangeOf(ticks),
      reverse: first > last,
      ticks,
      tickFormat: String,
      label: axis,
      labelAnchor: "center",
      labelArrow: "none",
    },
  });
  return { name: `${name}-${kind}`, title: kindTitle, svg };
}

function rangeOf(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
