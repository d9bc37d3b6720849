import { type CardBlock, type CardSection, note, paragraph, table } from "./document.ts";
import { figure, numbered, range } from "./figures.ts";
import type { CardLevel, CardRobustness } from "./robustness-file.ts";

/** What disturbed radiographs do to the model; null where nobody measured. */
export function robustnessSection(measured: readonly CardRobustness[]): CardSection | null {
  if (measured.length === 0) return null;
  return {
    title: "When radiographs are disturbed",
    blocks: [
      ...measured.flatMap(robustnessBlocks),
      note(
        "Each radiograph was read as it is and disturbed. AUROC: change of the mean over findings with 20 positives or more at the level that costs most, with its 95 percent interval by paired bootstrap over patients. Clear loss: the mildest level from which on the interval leaves out 0. Decisions: radiographs on which at least one finding is called otherwise. Refused: by the model's gate; the other figures are of all radiographs.",
      ),
    ],
  };
}

function robustnessBlocks({ population, undisturbed, disturbances }: CardRobustness): CardBlock[] {
  const { radiographs, patients, meanAuroc } = undisturbed;
  const side = population.split === null ? "" : `, ${population.split}`;
  return [
    paragraph(
      `On ${population.dataset}${side}: ${numbered(radiographs, "radiograph")} of ${numbered(patients, "patient")}${meanAuroc === null ? "" : `; undisturbed the mean AUROC of ${numbered(meanAuroc.findings.length, "finding")} is ${figure(meanAuroc.value)}`}.`,
    ),
    table(
      ["disturbance", "level", "AUROC", "clear loss from", "decisions changed", "refused"],
      disturbances.flatMap(({ title, levels }) => {
        const worst = worstOf(levels);
        return worst === null
          ? []
          : [
              [
                title,
                worst.inWords,
                changeOf(worst),
                levels.find(isClearLoss)?.inWords ?? "none",
                percent(worst.changedDecisions?.value ?? null),
                percent(worst.refusedByGate),
              ],
            ];
      }),
    ),
  ];
}

/** The level that costs most. */
function worstOf(levels: readonly CardLevel[]): CardLevel | null {
  const costs = ({ meanAuroc }: CardLevel) => -(meanAuroc?.difference ?? 0);
  return levels.reduce<CardLevel | null>(
    (worst, level) => (worst === null || costs(level) > costs(worst) ? level : worst),
    null,
  );
}

function isClearLoss({ meanAuroc }: CardLevel): boolean {
  return (meanAuroc?.interval?.high ?? 0) < 0;
}

function changeOf({ meanAuroc }: CardLevel): string {
  if (meanAuroc === null) return "";
  const { difference, interval } = meanAuroc;
  return interval === null ? figure(difference) : `${figure(difference)} (${range(interval)})`;
}

function percent(share: number | null): string {
  return share === null ? "" : `${Math.round(100 * share)} %`;
}
