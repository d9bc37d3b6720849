import * as Plot from "@observablehq/plot";
import { plotSvg } from "../../page/plot-svg.ts";
import type { Line, Panel } from "./panels.ts";

/** Size of a panel, in the units of its SVG. */
export const PANEL = { width: 440, height: 240 } as const;

/** The most labels on an axis of epochs. */
const TICKS = 8;

/**
 * Draws a panel as an SVG element of PANEL's size; its title is its label, not a text on it. Text and axes have
 * the colour of the text around it.
 */
export function drawPanel(panel: Panel): string {
  const { across, percent, lines, from } = panel;
  return plotSvg(panel.title, {
    ...PANEL,
    marginLeft: 50,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 38,
    x: {
      label: across,
      labelArrow: "none",
      labelAnchor: "center",
      ...(across === "epoch" ? epochAxis(lines) : { domain: domainOf(lines, "x", 0), ticks: 6 }),
    },
    y: {
      label: null,
      grid: true,
      ticks: 5,
      domain: domainOf(lines, "y", from),
      nice: true,
      ...(percent ? { tickFormat: (share: number) => `${+(100 * share).toFixed(3)} %` } : {}),
    },
    r: { type: "identity" },
    marks: lines.flatMap(lineMarks),
  });
}

function lineMarks({ points, colour, dashed, marked }: Line): Plot.Markish[] {
  const data = [...points];
  const line = Plot.lineY(data, {
    x: "x",
    y: "y",
    stroke: colour,
    strokeWidth: 1.8,
    ...(dashed ? { strokeDasharray: "5 3" } : {}),
  });
  const shown = marked || data.length === 1 ? data : [];
  const dots = Plot.dot(shown, {
    x: "x",
    y: "y",
    fill: colour,
    r: ({ best }: { best: boolean }) => (best ? 5 : 2.2),
  });
  return [line, dots];
}

/** Whole epochs from the start, at most TICKS of them labelled. */
function epochAxis(lines: readonly Line[]): Plot.ScaleOptions {
  const last = Math.max(1, Math.ceil(Math.max(...coordinates(lines, "x"))));
  const apart = Math.ceil(last / TICKS);
  const ticks = Array.from({ length: Math.floor(last / apart) + 1 }, (_, index) => index * apart);
  return { domain: [0, last], ticks, tickFormat: "d" };
}

/** All values; an axis of a single value is stretched around it. */
function domainOf(lines: readonly Line[], side: "x" | "y", from?: 0): [number, number] {
  const values = coordinates(lines, side);
  const low = from ?? Math.min(...values);
  const high = Math.max(...values);
  if (high > low) return [low, high];
  const around = Math.abs(low) * 0.05 || 0.05;
  return from === 0 ? [0, around] : [low - around, high + around];
}

function coordinates(lines: readonly Line[], side: "x" | "y"): number[] {
  return lines.flatMap(({ points }) => points.map((point) => point[side]));
}
