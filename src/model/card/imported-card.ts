import { displayName } from "../../findings/index.ts";
import type { ImportedModelDescription } from "../description.ts";
import { type CardDocument, facts, list, paragraph, table } from "./document.ts";
import type { CardEvidence } from "./evidence.ts";
import { gateSection } from "./gate.ts";
import { localizationSection } from "./localization.ts";
import { furtherPopulations } from "./populations.ts";
import { rankingBlocks } from "./ranking.ts";
import { recalibrationBlocks } from "./recalibration.ts";
import { robustnessSection } from "./robustness.ts";
import { subgroupSection } from "./subgroups.ts";
import { CARD_NOTICE } from "./trained-card.ts";

const NOT_CALIBRATED = [
  "Not calibrated: its probabilities are the logistic function of its own logits, and can be far from the share of radiographs that have the finding.",
  "Without operating points: it calls nothing positive.",
];

/** The card of an imported network: what is known of it, what is not, and what was measured since. */
export function importedCard(
  model: Omit<ImportedModelDescription, "graph"> & Partial<Pick<ImportedModelDescription, "graph">>,
  { evaluations = [], robustness = [] }: CardEvidence = {},
): CardDocument {
  const { title, name, version, graph, findings, heatmaps, input, imported } = model;
  const { architecture, layout, inputRange, labels, source, notes } = imported;
  const used = new Set(findings.flatMap(({ label }) => (label === null ? [] : [label])));
  const unused = labels.filter((label) => label !== "" && !used.has(label));
  const populations = furtherPopulations(evaluations);
  const recalibrated = recalibrationBlocks(model);
  const known = findings.flatMap(({ finding, label }) =>
    label === null ? [] : [displayName(finding)],
  );
  const sections = [
    {
      title: "What it is",
      blocks: [
        paragraph(
          `A network that somebody else trained (${architecture}, layout "${layout}", range of grey "${inputRange}"), imported from ${source.file}.`,
        ),
        facts([
          ["Name and version", `${name} ${version}`],
          ...(graph === undefined ? [] : [["SHA-256 of the graph", graph.sha256] as const]),
          ["SHA-256 of the imported file", source.sha256],
          ...(source.address === null ? [] : [["Published at", source.address] as const]),
          ["Licence", source.licence ?? "not known; ask whoever published it"],
        ]),
        paragraph(
          `The radiograph is stretched to ${input.size} x ${input.size} pixels. A heatmap has ${heatmaps.rows} x ${heatmaps.columns} cells (${heatmaps.method}).`,
        ),
      ],
    },
    {
      title: "What it is not",
      blocks: [
        list([
          populations.length === 0
            ? "Not measured: Thorascope knows nothing of how well it ranks, here or anywhere."
            : "Not measured by whoever published it, as far as Thorascope knows; what was measured since stands below. Whether it learned from some of those radiographs is not known.",
          ...(recalibrated.length === 0
            ? NOT_CALIBRATED
            : [
                "Calibrated only where it says so below. A finding that is not listed there had too few cases; it is not read, because its probability would be the network's own beside calibrated ones.",
              ]),
          ...notes,
        ]),
      ],
    },
    {
      title: "Its findings",
      blocks: [
        table(
          ["finding", "its own name for it"],
          findings.map(({ finding, label }) => [displayName(finding), label ?? "not known to it"]),
        ),
        ...(unused.length > 0
          ? [paragraph(`Outputs that stand for no finding are left out: ${unused.join(", ")}.`)]
          : []),
      ],
    },
    gateSection(model),
    ...(populations.length === 0
      ? []
      : [{ title: "How well it ranks", blocks: rankingBlocks(populations, known) }]),
    ...(recalibrated.length === 0
      ? []
      : [{ title: "Calibration and operating points", blocks: recalibrated }]),
    subgroupSection(populations),
    localizationSection(populations),
    robustnessSection(robustness),
  ];
  return {
    title,
    subtitle: `${name} ${version}`,
    notice: CARD_NOTICE,
    sections: sections.filter((section) => section !== null),
  };
}
