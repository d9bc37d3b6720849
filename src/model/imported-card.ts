import { displayName } from "../findings/index.ts";
import type { ImportedModelDescription } from "./description.ts";
import { recalibrationInWords } from "./recalibration-card.ts";

const NOTHING_KNOWN = [
  "Not measured: Thorascope knows nothing of how well it ranks, here or anywhere.",
  "Not calibrated: its probabilities are the logistic function of its own logits, and can be far from the share of radiographs that have the finding.",
  "Without operating points: it calls nothing positive.",
];

/** The card of an imported network, in Markdown: what is known of it, and what is not. */
export function importedModelCard(model: Omit<ImportedModelDescription, "graph">): string {
  const { title, name, version, findings, heatmaps, input, imported } = model;
  const { architecture, layout, inputRange, labels, source, notes } = imported;
  const used = new Set(findings.flatMap(({ label }) => (label === null ? [] : [label])));
  const unused = labels.filter((label) => label !== "" && !used.has(label));
  const recalibrated = recalibrationInWords(model);
  const sections = [
    `# ${title}`,
    `${name} ${version}. Research software, not a medical device: do not use it to diagnose or to decide on treatment.`,
    "## What it is",
    `A network that somebody else trained (${architecture}, layout "${layout}", range of grey "${inputRange}"), imported from \`${source.file}\` (SHA-256 ${source.sha256}${source.address ? `, published at ${source.address}` : ""}). Licence: ${source.licence ?? "not known; ask whoever published it"}.`,
    `The radiograph is stretched to ${input.size} x ${input.size} pixels. A heatmap has ${heatmaps.rows} x ${heatmaps.columns} cells (${heatmaps.method}).`,
    "## What it is not",
    [
      ...(recalibrated === null
        ? NOTHING_KNOWN
        : [
            "Measured only where it was calibrated: see below. A finding that is not listed there had too few cases; it is not read, because its probability would be the network's own beside calibrated ones.",
          ]),
      ...notes,
    ]
      .map((item) => `- ${item}`)
      .join("\n"),
    "## Its findings",
    [
      "| finding | its own name for it |",
      "| --- | --- |",
      ...findings.map(
        ({ finding, label }) => `| ${displayName(finding)} | ${label ?? "not known to it"} |`,
      ),
    ].join("\n"),
    recalibrated && "## Calibration and operating points",
    recalibrated,
    unused.length > 0 && `Outputs that stand for no finding are left out: ${unused.join(", ")}.`,
  ];
  return `${sections.filter((section) => section).join("\n\n")}\n`;
}
