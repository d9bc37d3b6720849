import * as Plot from "@observablehq/plot";
import type {
  EvaluatedOutput,
  ModelEvaluation,
  ReliabilityBin,
  Subgroup,
} from "../../evaluation/index.ts";
import type { Picture } from "../../page/picture.ts";
import { plotSvg } from "../../page/plot-svg.ts";
import { outputName } from "./figures.ts";

const WIDTH = 520;
const COLOUR = "#3b7ea1";
const QUIET = "#8a8f96";

/** Pictures of an evaluation, by what they are about. */
export interface EvaluationPictures {
  /** AUROC of each output, and underdiagnosis by group. */
  readonly overview: readonly Picture[];
  /** One small picture for each output with enough positives. */
  readonly reliability: readonly Picture[];
  readonly decisions: readonly Picture[];
}

/** Draws them; `enough` positives are needed for calibration and decision curves. */
export function evaluationPictures(
  { findings, anyFinding, subgroups }: ModelEvaluation,
  enough: number,
): EvaluationPictures {
  const outputs = anyFinding === null ? findings : [...findings, anyFinding];
  const frequent = outputs.filter(({ positives }) => positives >= enough);
  const isGrouped = subgroups.some(({ falseNoFinding }) => falseNoFinding !== null);
  return {
    overview: [aurocPicture(outputs), ...(isGrouped ? [underdiagnosisPicture(subgroups)] : [])],
    reliability: frequent.map(reliabilityPicture),
    decisions: frequent.map(decisionPicture),
  };
}

/** A figure with its interval, and the name beside it. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function aurocPicture(outputs: readonly EvaluatedOutput[]): Picture {
  const title = "AUROC with 95 percent intervals by patient";
  const bars = outputs.flatMap(({ name, positives, auroc }): Bar[] =>
    auroc === null
      ? []
      : [
          {
            name: `${outputName(name)} (${positives})`,
            value: auroc.value,
            low: auroc.bootstrap?.low ?? auroc.value,
            high: auroc.bootstrap?.high ?? auroc.value,
          },
        ],
  );
  const x = {
    label: "AUROC; 0.5 is guessing",
    domain: [Math.min(0.4, ...bars.map(({ low }) => low)), 1],
  };
  return { name: "auroc", title, svg: plotSvg(title, intervals(bars, x, 0.5)) };
}

function underdiagnosisPicture(subgroups: readonly Subgroup[]): Picture {
  const title = "Called free of findings, of radiographs with any finding, by group";
  const bars = subgroups.flatMap(({ grouping, value, falseNoFinding }): Bar[] =>
    falseNoFinding === null
      ? []
      : [
          {
            name: `${grouping} ${value ?? "unknown"} (${falseNoFinding.of})`,
            value: falseNoFinding.value,
            ...falseNoFinding.interval,
          },
        ],
  );
  const options = intervals(bars, { label: "share", domain: [0, 1] }, null);
  return { name: "underdiagnosis", title, svg: plotSvg(title, options) };
}

/** Figures with their intervals, one below the other; `chance` draws where guessing lies. */
export function intervals(
  bars: readonly Bar[],
  x: Plot.ScaleOptions,
  chance: number | null,
): Plot.PlotOptions {
  return {
    width: WIDTH,
    height: 60 + 22 * bars.length,
    marginLeft: 200,
    marginRight: 20,
    marginBottom: 40,
    x: { ...x, grid: true, labelArrow: "none" },
    y: { label: null, domain: bars.map(({ name }) => name) },
    marks: [
      ...(chance === null ? [] : [Plot.ruleX([chance], { stroke: QUIET, strokeDasharray: "3 3" })]),
      Plot.ruleY(bars, { x1: "low", x2: "high", y: "name", stroke: COLOUR, strokeWidth: 2 }),
      Plot.dot(bars, { x: "value", y: "name", fill: COLOUR, r: 4 }),
    ],
  };
}

const SMALL = { width: 280, height: 230, marginLeft: 45, marginBottom: 40, marginRight: 12 };

/** A reliability diagram of one output. */
export function reliabilityPicture({
  name,
  reliability,
}: {
  readonly name: string;
  readonly reliability: readonly Pick<ReliabilityBin, "meanProbability" | "observed">[];
}): Picture {
  const title = outputName(name);
  const points = reliability.map(({ meanProbability, observed }) => ({
    probability: meanProbability,
    share: observed.value,
    low: observed.interval.low,
    high: observed.interval.high,
  }));
  const most = Math.max(
    0.05,
    ...points.map(({ probability, high }) => Math.max(probability, high)),
  );
  const options: Plot.PlotOptions = {
    ...SMALL,
    x: { domain: [0, most], label: "mean probability", ticks: 4, labelArrow: "none" },
    y: { domain: [0, most], label: "share with it", ticks: 4, grid: true, labelArrow: "none" },
    marks: [
      Plot.link([{}], { x1: 0, y1: 0, x2: most, y2: most, stroke: QUIET, strokeDasharray: "3 3" }),
      Plot.ruleX(points, { x: "probability", y1: "low", y2: "high", stroke: COLOUR }),
      Plot.line(points, { x: "probability", y: "share", stroke: COLOUR }),
      Plot.dot(points, { x: "probability", y: "share", fill: COLOUR, r: 3 }),
    ],
  };
  return {
    name: `reliability-${fileStem(name)}`,
    title,
    svg: plotSvg(`Reliability: ${title}`, options),
  };
}

/** A decision curve of one output. */
export function decisionPicture({
  name,
  decisionCurve,
}: Pick<EvaluatedOutput, "name" | "decisionCurve">): Picture {
  const title = outputName(name);
  const most = Math.max(0.005, ...decisionCurve.map(({ model }) => model));
  const shown = (key: "model" | "all") => decisionCurve.filter((point) => point[key] >= -most / 3);
  const reach = Math.max(
    0.1,
    ...decisionCurve.flatMap(({ model, threshold }) => (model > 0 ? [threshold] : [])),
  );
  const options: Plot.PlotOptions = {
    ...SMALL,
    x: { domain: [0, reach], label: "threshold probability", ticks: 4, labelArrow: "none" },
    y: {
      domain: [-most / 3, most],
      label: "net benefit",
      ticks: 4,
      grid: true,
      labelArrow: "none",
    },
    marks: [
      Plot.ruleY([0], { stroke: QUIET }),
      Plot.line(
        shown("all").filter(({ threshold }) => threshold <= reach),
        { x: "threshold", y: "all", stroke: QUIET, strokeDasharray: "3 3" },
      ),
      Plot.line(
        shown("model").filter(({ threshold }) => threshold <= reach),
        { x: "threshold", y: "model", stroke: COLOUR },
      ),
    ],
  };
  return {
    name: `decisions-${fileStem(name)}`,
    title,
    svg: plotSvg(`Decision curve: ${title}`, options),
  };
}

function fileStem(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
