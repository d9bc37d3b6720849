import * as Plot from "@observablehq/plot";
import type { RadiographRecord } from "thorascope/dataset";
import { plotSvg } from "thorascope/report";
import type { LearnedStep } from "thorascope/training";
import type { Plotted } from "./show.ts";

/** Steps whose mean a curve draws: single batches jump. */
const STEPS = 16;

/** The loss of saying of everybody what is usual, mean over the outputs: nothing is learned above it. */
export function lossOfPrevalence(records: readonly RadiographRecord[]): number {
  const rows = records.map(({ labels, anyFinding }) => [...labels, anyFinding]);
  const entropies = (rows[0] ?? []).map((_, output) => {
    const known = rows
      .map((labels) => labels[output] ?? Number.NaN)
      .filter((label) => !Number.isNaN(label));
    const share = known.reduce((sum, label) => sum + label, 0) / known.length;
    return share > 0 && share < 1
      ? -share * Math.log(share) - (1 - share) * Math.log(1 - share)
      : 0;
  });
  return entropies.reduce((sum, entropy) => sum + entropy, 0) / entropies.length;
}

/** Loss curves of fits by their names, with a dashed line at a loss to compare with. */
export function lossCurves(
  fits: Readonly<Record<string, readonly LearnedStep[]>>,
  { epochs, dashed }: { readonly epochs: number; readonly dashed: number },
): Plotted {
  const curves = Object.entries(fits).map(([fit, steps]) =>
    steps.map(({ epochs }, index) => {
      const last = steps.slice(Math.max(0, index - STEPS + 1), index + 1);
      return { fit, epochs, loss: last.reduce((sum, { loss }) => sum + loss, 0) / last.length };
    }),
  );
  const title = `Training loss (mean of ${STEPS} steps); dashed: saying the prevalence`;
  const svg = plotSvg(title, {
    width: 620,
    height: 300,
    marginLeft: 50,
    marginRight: 130,
    marginBottom: 42,
    x: {
      label: "epochs",
      labelArrow: "none",
      labelAnchor: "center",
      domain: [0, epochs],
      ticks: Array.from({ length: epochs + 1 }, (_, epoch) => epoch),
      tickFormat: "d",
    },
    y: { grid: true, label: null, domain: [0, 0.4], clamp: true },
    color: { domain: Object.keys(fits), range: ["#b5651d", "#3b7ea1", "#5a7d3a"] },
    marks: [
      Plot.ruleY([dashed], { stroke: "#8a8f96", strokeDasharray: "4 3" }),
      Plot.lineY(curves.flat(), { x: "epochs", y: "loss", stroke: "fit", strokeWidth: 2 }),
      Plot.text(
        curves.flatMap((points) => points.slice(-1)),
        { x: "epochs", y: "loss", text: "fit", fill: "fit", textAnchor: "start", dx: 6 },
      ),
    ],
  });
  return { title, svg };
}
