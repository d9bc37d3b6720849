import { type CardSection, facts, list, note, paragraph } from "./document.ts";
import type { DescribedModel } from "./evidence.ts";

/** What the model is: its name, its network, what it takes and gives. */
export function identitySection(model: DescribedModel): CardSection {
  const { name, version, graph, input, heatmaps, training, evaluation } = model;
  const fits = evaluation.singleFits?.length ?? 1;
  return {
    title: "What it is",
    blocks: [
      paragraph(
        `Reads one frontal chest radiograph (DICOM, PNG, JPEG, TIFF) and gives a calibrated probability for each of the 14 ChestX-ray14 findings, one for "any finding", and a heatmap for each finding. The radiograph is stretched to ${input.size} x ${input.size} pixels first: detail finer than that is not seen.`,
      ),
      facts([
        ["Name and version", `${name} ${version}`],
        ...(graph === undefined ? [] : [["SHA-256 of the graph", graph.sha256] as const]),
        [
          "Network",
          fits > 1 ? `${training.network}, ${fits} of them in one graph` : training.network,
        ],
        ["Input", `grey values of ${input.size} x ${input.size} pixels, 0 black to 1 white`],
        [
          "Output",
          `14 findings and any finding; heatmaps of ${heatmaps.rows} x ${heatmaps.columns} cells (${heatmaps.method})`,
        ],
        ["Learned from", training.dataset],
        ["Recipe and seed", `recipe ${training.recipe}, seed ${training.seed}`],
      ]),
      ...(training.notes.length > 0
        ? [note("Said by whoever trained it:"), list(training.notes)]
        : []),
    ],
  };
}
