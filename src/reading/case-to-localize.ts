import { relativeBox } from "../dataset/finding-shapes.ts";
import type { FindingBox } from "../dataset/labelled-dataset.ts";
import type { CaseToLocalize, Mask } from "../evaluation/index.ts";
import { FINDINGS, type Finding } from "../findings/index.ts";
import type { Model } from "./model.ts";
import { heatmapOf, type Reading } from "./reading.ts";

/** What readers marked of one finding on one radiograph. */
export interface MarkedFinding {
  readonly finding: Finding;
  readonly boxes: readonly FindingBox[];
  readonly masks: readonly Mask[];
}

/**
 * A reading's heatmap of a finding beside what readers marked, as evaluations take it; null where the network has
 * no output for the finding.
 *
 * @throws DatasetError `BOX_INVALID` for a box that is not within the radiograph.
 */
export function caseToLocalize(
  model: Pick<Model, "rules">,
  reading: Reading,
  { finding, boxes, masks }: MarkedFinding,
  patientId: string,
): CaseToLocalize | null {
  const place = FINDINGS.indexOf(finding);
  const rule = model.rules.findings[place] ?? null;
  if (rule === null) return null;
  const { rows, columns } = reading.heatmaps;
  return {
    name: finding,
    patientId,
    heatmap: { rows, columns, data: heatmapOf(reading.heatmaps, place) },
    shapes: [
      ...boxes.map((box) => ({ box: relativeBox(box, reading.radiograph) })),
      ...masks.map((mask) => ({ mask })),
    ],
    calledPositive: rule.isChosen ? (reading.findings[place]?.positive ?? null) : null,
  };
}
