import { DESCRIPTIVE_BELOW } from "../../evaluation/index.ts";
import type { LocalizationResult } from "./localization-result.ts";

/** How many boxes were compared, on which radiographs, what became of the others, and how much it says: a sentence each. */
export function marksInWords({
  marks,
  radiographs,
  patients,
  labelledOtherwise,
  heatmaps,
  findings,
  all,
}: LocalizationResult): string[] {
  const refused = marks.refused.map(
    ({ code, marks: count }) => [count, `refused (${code})`] as const,
  );
  const others = [
    [marks.unlabelled, "of images without labels"],
    [marks.elsewhere, "of radiographs that are not evaluated"],
    [marks.withoutImage, "without image"],
    ...refused,
    [marks.unknownToModel, "of findings that the network doesn't know"],
  ] as const;
  const left = others.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  const isDescriptive = (all ?? findings[0])?.isDescriptive === true;
  const few = findings.filter((finding) => finding.isDescriptive).length;
  return [
    `Heatmaps of ${heatmaps.rows} x ${heatmaps.columns} cells against ${marks.compared} boxes or masks on ${radiographs} radiographs of ${patients} patients${left.length === 0 ? "" : `; ${left.join(", ")}`}.`,
    ...(labelledOtherwise === 0
      ? []
      : [
          `${labelledOtherwise} marked findings are not present by their radiograph's label; they count too.`,
        ]),
    ...(isDescriptive
      ? [
          `Descriptive: with fewer than ${DESCRIPTIVE_BELOW} marked findings these figures describe these radiographs and no others.`,
        ]
      : few > 0
        ? [
            `Figures of findings with fewer than ${DESCRIPTIVE_BELOW} marked radiographs are descriptive: ${few} of ${findings.length}.`,
          ]
        : []),
  ];
}
