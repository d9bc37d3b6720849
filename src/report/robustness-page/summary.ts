import type { CalibrationQuality } from "../../evaluation/index.ts";
import { figure } from "../evaluation-page/figures.ts";
import type { DisturbanceResult, DisturbedLevel, RobustnessResult } from "./robustness-result.ts";

/** How many of the worst are named. */
const NAMED = 4;

/** What matters most about an examination of robustness, in sentences; the most harmful first. */
export function robustnessSummary({ undisturbed, disturbances }: RobustnessResult): string[] {
  return [
    ...rankingSentences(disturbances, undisturbed.meanAuroc !== null),
    ...calibrationSentence(disturbances, undisturbed.calibration, "findings"),
    ...calibrationSentence(disturbances, undisturbed.calibration, "anyFinding"),
    ...decisionSentence(disturbances),
  ];
}

/** The level at which most AUROC is lost; null where it isn't known. */
export function worstLevel({ levels }: DisturbanceResult): DisturbedLevel | null {
  return mostOf(levels, ({ meanAuroc }) => (meanAuroc === null ? null : -meanAuroc.difference));
}

/** Whether the interval of the loss leaves out that there is none. */
export function isClearLoss({ meanAuroc }: DisturbedLevel): boolean {
  return (meanAuroc?.interval?.high ?? 0) < 0;
}

function rankingSentences(disturbances: readonly DisturbanceResult[], isJudged: boolean): string[] {
  if (!isJudged)
    return [
      "No finding has 20 positives or more among these radiographs, so what disturbances do to ranking can't be said.",
    ];
  const worst = disturbances.flatMap((disturbance) => {
    const level = worstLevel(disturbance);
    return level === null ? [] : [{ disturbance, level }];
  });
  worst.sort((one, other) => differenceOf(one.level) - differenceOf(other.level));
  const clear = worst.filter(({ disturbance }) => disturbance.levels.some(isClearLoss));
  const unclear = worst.filter((one) => !clear.includes(one));
  return [
    clear.length === 0
      ? "No disturbance clearly lowers the mean AUROC at any severity tried."
      : `Most harmful to ranking, each at its worst severity: ${clear
          .slice(0, NAMED)
          .map(({ disturbance, level }) => `${named(disturbance, level)} ${lossInWords(level)}`)
          .join("; ")}.`,
    ...(clear.length === 0
      ? []
      : [
          `A clear loss begins at: ${clear.flatMap(({ disturbance }) => begins(disturbance)).join("; ")}.`,
        ]),
    ...(unclear.length === 0
      ? []
      : [
          `No clear loss at any severity tried: ${unclear.map(({ disturbance }) => inSentence(disturbance.title)).join("; ")}.`,
        ]),
  ];
}

function calibrationSentence(
  disturbances: readonly DisturbanceResult[],
  before: CalibrationQuality,
  of: keyof CalibrationQuality,
): string[] {
  const errorOf = ({ calibration }: DisturbedLevel) => calibration[of].calibrationError;
  const [worst] = mostHarmful(disturbances, errorOf);
  if (before[of].calibrationError === null || worst === undefined) return [];
  const { disturbance, level } = worst;
  const what = of === "findings" ? "Probabilities of findings" : "The probability of any finding";
  return [
    `${what} ${of === "findings" ? "are" : "is"} furthest off under ${named(disturbance, level)}: calibration error ${figure(errorOf(level))}, undisturbed ${figure(before[of].calibrationError)}.`,
  ];
}

function decisionSentence(disturbances: readonly DisturbanceResult[]): string[] {
  const share = ({ changedDecisions }: DisturbedLevel) => changedDecisions?.value ?? null;
  const worst = mostHarmful(disturbances, share)
    .filter(({ level }) => (share(level) ?? 0) > 0)
    .slice(0, NAMED);
  if (worst.length === 0) return [];
  return [
    `Most decisions change under: ${worst
      .map(
        ({ disturbance, level }) =>
          `${named(disturbance, level)}, on ${percent(share(level))} of radiographs`,
      )
      .join("; ")}.`,
  ];
}

/** Each disturbance at the level where a figure is largest, the largest first. */
function mostHarmful(
  disturbances: readonly DisturbanceResult[],
  figureOf: (level: DisturbedLevel) => number | null,
) {
  const worst = disturbances.flatMap((disturbance) => {
    const level = mostOf(disturbance.levels, figureOf);
    return level === null ? [] : [{ disturbance, level }];
  });
  return worst.sort((one, other) => (figureOf(other.level) ?? 0) - (figureOf(one.level) ?? 0));
}

function mostOf(
  levels: readonly DisturbedLevel[],
  figureOf: (level: DisturbedLevel) => number | null,
): DisturbedLevel | null {
  return levels.reduce<DisturbedLevel | null>((most, level) => {
    const value = figureOf(level);
    if (value === null) return most;
    return most === null || value > (figureOf(most) ?? Number.NEGATIVE_INFINITY) ? level : most;
  }, null);
}

/** The mildest severity with a clear loss, on each side of the neutral one. */
function begins({ title, neutral, levels }: DisturbanceResult): string[] {
  const before = levels.filter(({ severity }) => neutral !== null && severity < neutral).reverse();
  const after = levels.filter((level) => !before.includes(level));
  const first = [before, after].flatMap((side) => side.find(isClearLoss) ?? []);
  return first.map(({ inWords }) => `${inSentence(title)}, ${inWords}`);
}

function named({ title }: DisturbanceResult, { inWords }: DisturbedLevel): string {
  return `${inSentence(title)} (${inWords})`;
}

/** JPEG stays as it is. */
function inSentence(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function lossInWords({ meanAuroc }: DisturbedLevel): string {
  if (meanAuroc === null) return "";
  const { first, difference, interval } = meanAuroc;
  const range = interval ? ` (${figure(-interval.high)} to ${figure(-interval.low)})` : "";
  return `costs ${figure(-difference)}${range}, to ${figure(first)}`;
}

function differenceOf({ meanAuroc }: DisturbedLevel): number {
  return meanAuroc?.difference ?? 0;
}

/** A share as whole percent. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "-" : `${Math.round(100 * share)} percent`;
}
