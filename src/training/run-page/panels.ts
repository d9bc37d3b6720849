import { fitColour } from "./fit-colour.ts";
import { bestEpoch, type EpochReport, type FitHistory, type StepReport } from "./fit-history.ts";

/** A picture of the run: lines over one scale. */
export interface Panel {
  readonly title: string;
  /** What the horizontal axis counts. */
  readonly across: "epoch" | "hours of work";
  readonly lines: readonly Line[];
  /** Where the vertical axis begins, if not at the lowest point. */
  readonly from?: 0;
  /** Whether the vertical axis is in percent of 1. */
  readonly percent?: true;
}

/** One fit's line. */
export interface Line {
  readonly fit: string;
  readonly colour: string;
  readonly dashed: boolean;
  /** In order of x; y is finite. */
  readonly points: readonly Point[];
  /** Whether every point is marked (epochs) or only the line is drawn (steps). */
  readonly marked: boolean;
}

/** A point; `best` marks the epoch that the fit keeps. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly best: boolean;
}

/** More points of a line can't be told apart on a panel. */
const MOST_POINTS = 100;

/** The pictures that a run has something for. */
export function panelsOf(fits: readonly FitHistory[]): Panel[] {
  const hasSteps = fits.some(({ steps }) => steps.length > 0);
  const loss = hasSteps
    ? stepLines(fits, ({ loss }) => loss)
    : epochLines(fits, ({ trainLoss }) => trainLoss);
  const validationLoss = epochLines(fits, ({ validationLoss }) => validationLoss, true);
  const panels: Panel[] = [
    {
      title: validationLoss.length > 0 ? "Loss: training, dashed validation" : "Training loss",
      across: "epoch",
      lines: [...loss, ...validationLoss],
    },
    {
      title: "Validation AUROC, mean over findings",
      across: "epoch",
      lines: epochLines(fits, ({ validationAuroc }) => validationAuroc),
    },
    {
      title: "Learning rate",
      across: "epoch",
      from: 0,
      lines: stepLines(fits, ({ rate }) => rate),
    },
    {
      title: "Gradient norm",
      across: "epoch",
      from: 0,
      lines: stepLines(fits, ({ gradientNorm }) => gradientNorm),
    },
    {
      title: "Images per second",
      across: "hours of work",
      from: 0,
      lines: stepLines(
        fits,
        ({ imagesPerSecond }) => imagesPerSecond,
        ({ hours }) => hours,
      ),
    },
    {
      title: "Time spent waiting for radiographs",
      across: "hours of work",
      from: 0,
      percent: true,
      lines: stepLines(
        fits,
        ({ stall }) => stall,
        ({ hours }) => hours,
      ),
    },
  ];
  return panels.filter(({ lines }) => lines.length > 0);
}

function stepLines(
  fits: readonly FitHistory[],
  value: (step: StepReport) => number | null,
  place?: (step: StepReport) => number,
): Line[] {
  // All fits alike, so that one that is half done is not drawn finer than one that is done.
  const together = Math.ceil(Math.max(...fits.map(({ steps }) => steps.length)) / MOST_POINTS);
  return linesOf(fits, (fit) => {
    const across =
      place ?? (({ epoch, step }: StepReport) => epoch - 1 + step / (fit.batches ?? step));
    const points = fit.steps.map((step) => ({ x: across(step), y: value(step), best: false }));
    return { dashed: false, marked: false, points: means(points.filter(isDrawable), together) };
  });
}

function epochLines(
  fits: readonly FitHistory[],
  value: (epoch: EpochReport) => number | null,
  dashed = false,
): Line[] {
  return linesOf(fits, (fit) => {
    const best = bestEpoch(fit);
    const isJudged = best !== null && (best.validationAuroc ?? best.validationLoss) !== null;
    const points = fit.results.map((result) => ({
      x: result.epoch,
      y: value(result),
      best: isJudged && result === best,
    }));
    return { dashed, marked: true, points: points.filter(isDrawable) };
  });
}

function linesOf(
  fits: readonly FitHistory[],
  lineOf: (fit: FitHistory) => Omit<Line, "fit" | "colour">,
): Line[] {
  return fits
    .map((fit, index) => ({ fit: fit.title, colour: fitColour(index), ...lineOf(fit) }))
    .filter(({ points }) => points.length > 0);
}

function isDrawable(point: { x: number; y: number | null; best: boolean }): point is Point {
  return point.y !== null && Number.isFinite(point.y) && Number.isFinite(point.x);
}

/** Means over so many neighbours. */
function means(points: readonly Point[], together: number): Point[] {
  if (together <= 1) return [...points];
  return Array.from({ length: Math.ceil(points.length / together) }, (_, index) => {
    const group = points.slice(index * together, (index + 1) * together);
    const mean = (of: (point: Point) => number) =>
      group.reduce((sum, point) => sum + of(point), 0) / group.length;
    return { x: mean(({ x }) => x), y: mean(({ y }) => y), best: false };
  });
}
