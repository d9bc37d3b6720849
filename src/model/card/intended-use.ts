import { displayName } from "../../findings/index.ts";
import { type CardSection, heading, list, paragraph } from "./document.ts";
import type { DescribedModel } from "./evidence.ts";
import { count, enumerated } from "./figures.ts";
import type { CardPopulation } from "./populations.ts";

/** Who it is for, and what it must not be used for. */
export function intendedUseSection(
  model: DescribedModel,
  populations: readonly CardPopulation[],
): CardSection {
  const unjudged = model.findings.flatMap(({ finding, operatingPoint }) =>
    operatingPoint.sensitivity === null ? [displayName(finding)] : [],
  );
  return {
    title: "What it is for, and what not",
    blocks: [
      heading("For"),
      list([
        "Research and teaching: how such a model is trained, evaluated, calibrated and explained.",
        "Developers who build against its interfaces.",
        "Hospitals that measure it on labelled radiographs of their own, without letting it act on anybody's care.",
      ]),
      heading("Not for"),
      list([
        "Diagnosis, triage, ruling disease out, or any decision on a patient. No authority has cleared it and no clinical study was made.",
        `Lateral views, CT, or any other body part; ${model.gate === undefined ? "it recognizes none of them by what they show" : "it recognizes most of them, not all"}.`,
        childrenInWords(populations),
        `Anything but its 14 findings: fractures, tubes, foreign bodies and all else it never learned. A radiograph on which it calls nothing is not a normal one${unjudged.length > 0 ? `; ${enumerated(unjudged)} it never calls` : ""}.`,
        "Comparing radiographs over time, or saying how severe a finding is.",
      ]),
      paragraph(
        "Whoever uses it reads the radiograph too: its probabilities and heatmaps are for people who can tell when they are wrong.",
      ),
    ],
  };
}

/** How many children it was judged on, where anybody counted. */
function childrenInWords(populations: readonly CardPopulation[]): string {
  const counted = populations.flatMap(({ evaluation }) => {
    const groups = evaluation?.evaluation.subgroups.filter(({ grouping }) => grouping === "age");
    if (groups === undefined || groups.length === 0) return [];
    return [groups.find(({ value }) => value === "0-17")?.radiographs ?? 0];
  });
  if (counted.length === 0) return "Children.";
  const radiographs = counted.reduce((sum, one) => sum + one, 0);
  return radiographs === 0
    ? "Children: it was judged on none."
    : `Children: of the radiographs that it was judged on by age, ${count(radiographs)} are of patients under 18.`;
}
