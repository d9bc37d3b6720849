import { ENOUGH_POSITIVES } from "../../evaluation/index.ts";
import {
  type CardBlock,
  type CardPicture,
  type CardSection,
  heading,
  note,
  paragraph,
  table,
} from "./document.ts";
import type { DescribedModel } from "./evidence.ts";
import { estimate, figure } from "./figures.ts";
import { type CardPopulation, labelledOutputs } from "./populations.ts";
import { recalibrationBlocks } from "./recalibration.ts";

/** Where probabilities come from, from which on a finding is called positive, and what that did. */
export function calibrationSection(
  model: DescribedModel,
  populations: readonly CardPopulation[],
): CardSection {
  const recalibrated = recalibrationBlocks(model);
  return {
    title: "Calibration and operating points",
    blocks: [
      operatingPointTable(model),
      ...(recalibrated.length > 0 ? recalibrated : [FITTED_IN_TRAINING]),
      paragraph(
        "Its probabilities hold for the prevalence in the table above. Where a finding is rarer or more frequent they are too high or too low.",
      ),
      ...populations.flatMap(populationBlocks),
    ],
  };
}

const FITTED_IN_TRAINING = note(
  "A finding without an operating point had fewer than 20 positives to choose it on and is never called positive. Fitted on out-of-fold predictions of the cross-validation: Platt scaling, its slope drawn towards 1 where positives are few; the operating point is where sensitivity + specificity is largest, which flatters both a little on the same radiographs. Intervals: Wilson, 95 percent, which treat radiographs of one patient as independent.",
);

function operatingPointTable(model: DescribedModel): CardBlock {
  return table(
    ["finding", "prevalence", "operating point", "sensitivity", "specificity"],
    labelledOutputs(model).map(
      ({ label, prevalence, operatingPoint: { probability, sensitivity, specificity } }) => [
        label,
        figure(prevalence),
        sensitivity ? figure(probability) : "none",
        estimate(sensitivity),
        estimate(specificity),
      ],
    ),
  );
}

/** What the operating points did on a population that was evaluated in full. */
function populationBlocks({ role, label, evaluation, outputs }: CardPopulation): CardBlock[] {
  if (evaluation === null) return [];
  const drawn = [...outputs].filter(([, { positives }]) => positives >= ENOUGH_POSITIVES);
  const pictures = drawn.map(
    ([name, { reliability }]): CardPicture => ({
      kind: "reliability",
      title: name,
      bins: reliability,
    }),
  );
  return [
    heading(`At the operating points. ${label}`),
    table(
      [
        "finding",
        "sensitivity",
        "specificity",
        "of those called positive have it",
        "of those called negative lack it",
        "Brier skill",
        "calibration error",
      ],
      [...outputs].map(([name, { decisions, brierSkill, calibrationError }]) => [
        name,
        estimate(decisions?.sensitivity),
        estimate(decisions?.specificity),
        estimate(decisions?.positivePredictiveValue),
        estimate(decisions?.negativePredictiveValue),
        figure(brierSkill),
        figure(calibrationError.equalMass),
      ]),
    ),
    note(
      `Brier skill: 1 is perfect, 0 is always saying the prevalence, below 0 does harm. Calibration error over ten bins of equal mass, biased upwards on few radiographs. ${pictures.length > 0 ? "Pictures: share with the finding against mean probability in the same bins, each on its own scale, for findings with 20 positives or more; calibrated along the dashed line." : ""}`.trim(),
    ),
    ...(role === "cross-validation"
      ? [
          note(
            "Probabilities and operating points were fitted to these very predictions: here they look better than on others.",
          ),
        ]
      : []),
    ...(pictures.length > 0 ? [{ kind: "pictures", pictures } as const] : []),
  ];
}
