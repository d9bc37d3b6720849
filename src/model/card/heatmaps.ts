import { type CardSection, list } from "./document.ts";
import type { DescribedModel } from "./evidence.ts";

/** What a heatmap is and is not. */
export function heatmapSection({ heatmaps }: DescribedModel): CardSection {
  return {
    title: "Heatmaps",
    blocks: [
      list([
        `A heatmap has ${heatmaps.rows} x ${heatmaps.columns} cells (${heatmaps.method}). It shows which regions raised the score, not the outline of a lesion, and it can point at the wrong place.`,
        "Saliency maps of chest radiographs localize worse than radiologists do (Saporta et al., Nature Machine Intelligence 4, 2022).",
      ]),
    ],
  };
}
