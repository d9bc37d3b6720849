import { type CardBlock, type CardSection, heading, note, paragraph, table } from "./document.ts";
import { type CardLocalization, outputLabel } from "./evaluation-file.ts";
import { count, counted, estimate, figure, numbered } from "./figures.ts";
import type { CardPopulation } from "./populations.ts";

/** Whether heatmaps point at what readers marked; null where nobody compared. */
export function localizationSection(populations: readonly CardPopulation[]): CardSection | null {
  const blocks = populations.flatMap(({ label, evaluation }) =>
    evaluation?.localization ? localizationBlocks(label, evaluation.localization) : [],
  );
  if (blocks.length === 0) return null;
  return {
    title: "Where heatmaps point",
    blocks: [
      note(
        "Hit: the heatmap's peak lies in what a reader marked, counted beside what the image's centre and the mean box of the other patients with the finding hit without looking. Energy: the share of the heatmap's sum that lies in it, beside the marked share of the image, which an even map reaches. IoU: overlap of the region above Otsu's threshold with what was marked.",
      ),
      ...blocks,
    ],
  };
}

function localizationBlocks(
  label: string,
  { radiographs, patients, findings, all }: CardLocalization,
): CardBlock[] {
  const few = findings.filter(({ isDescriptive }) => isDescriptive).length;
  const rows = [...findings, ...(all === null ? [] : [all])];
  return [
    heading(label),
    paragraph(
      `${numbered(radiographs, "radiograph")} of ${numbered(patients, "patient")} on which a reader marked a finding.${few > 0 ? ` ${count(few)} of ${numbered(findings.length, "finding")} have too few to speak of others than these.` : ""}`,
    ),
    table(
      ["finding", "radiographs", "hit", "centre", "mean box", "energy", "marked share", "IoU"],
      rows.map(({ name, cases, pointingGame, energy, marked, otsu }) => [
        outputLabel(name),
        String(cases),
        counted(pointingGame.model),
        figure(pointingGame.centre.value),
        figure(pointingGame.meanBox?.value),
        estimate(energy),
        figure(marked),
        estimate(otsu.region.iou),
      ]),
    ),
  ];
}
