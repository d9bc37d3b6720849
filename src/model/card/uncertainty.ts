import { type CardBlock, type CardSection, heading, note, paragraph, table } from "./document.ts";
import type { DescribedModel } from "./evidence.ts";
import { count, counted } from "./figures.ts";
import { type CardPopulation, labelledOutputs } from "./populations.ts";

/** How sure its probabilities are, and how often that leaves a decision open; null of a single network. */
export function uncertaintySection(
  model: DescribedModel,
  populations: readonly CardPopulation[],
): CardSection | null {
  const outputs = labelledOutputs(model).filter(({ uncertainty }) => uncertainty !== undefined);
  if (model.ensemble === undefined || outputs.length === 0) return null;
  const knowsPatients = outputs.every(({ uncertainty }) => uncertainty?.fits.patients !== null);
  return {
    title: "How sure its probabilities are",
    blocks: [
      paragraph(
        `Every probability has a 95 percent interval: where it would lie had the ${model.ensemble.fits} networks been fitted with other seeds, and been calibrated on other patients. It says nothing of what other training radiographs would change${knowsPatients ? ", which stands below" : ""}, and is no interval of what is true of a patient. A finding is borderline where the interval crosses its operating point.`,
      ),
      table(
        [
          "finding",
          "between fits",
          ...(knowsPatients ? ["other patients"] : []),
          "own share",
          "calibration, usual",
          "at the highest scores",
        ],
        outputs.map(({ label, uncertainty }) => {
          const { fits, calibration } = uncertainty ?? {};
          const errors = calibration?.standardErrors ?? [];
          return [
            label,
            logits(Math.sqrt(fits?.variance ?? Number.NaN)),
            ...(knowsPatients ? [logits(Math.sqrt(fits?.patients ?? Number.NaN))] : []),
            logits(fits?.weight),
            logits(errors[Math.floor(errors.length / 2)]),
            logits(errors.at(-1)),
          ];
        }),
      ),
      note(
        `Standard deviations in logits (natural log odds). Between fits: of one fit from another, on radiographs that none of them learned from;${knowsPatients ? " other patients: of the mean of the fits, had it learned from other patients, beyond what seeds explain, and in no interval;" : ""} own share: how much a radiograph's own spread counts beside that mean. Calibration: by drawing the patients anew, at the median score and at one that 0.5 percent of radiographs exceed.`,
      ),
      ...populations.flatMap(borderlineTable),
    ],
  };
}

function borderlineTable({ label, outputs }: CardPopulation): CardBlock[] {
  const rows = [...outputs].flatMap(([name, { positives, negatives, borderline, decisions }]) =>
    borderline
      ? [
          [
            name,
            `${count(borderline.radiographs)} of ${count(positives + negatives)}`,
            count(borderline.wrong),
            counted(decisions?.sensitivity),
            counted(borderline.clear.sensitivity),
            counted(decisions?.specificity),
            counted(borderline.clear.specificity),
          ],
        ]
      : [],
  );
  if (rows.length === 0) return [];
  return [
    heading(`Borderline. ${label}`),
    table(
      [
        "finding",
        "borderline",
        "on the wrong side",
        "sensitivity of all",
        "of those that are clear",
        "specificity of all",
        "of those that are clear",
      ],
      rows,
    ),
  ];
}

function logits(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : value.toFixed(2);
}
