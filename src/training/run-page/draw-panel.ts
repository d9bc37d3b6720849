import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
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
  const { document } = parseHTML("<!doctype html><body></body>");
  const { across, percent, lines, from } = panel;
  const element = Plot.plot({
    document,
    ...PANEL,
    marginLeft: 50,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 38,
    className: "curve",
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
  // Attributes, not styles: a page may set another size.
  element.removeAttribute("class");
  element.setAttribute("font-size", "12");
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", panel.title);
  element.querySelector("style")?.remove();
  return rounded(element.outerHTML);
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

/** Hundredths of a pixel are enough, and the same on every machine; texts stay as they are. */
function rounded(svg: string): string {
  return svg.replace(/ (d|transform|[xy][12]?|c[xy])="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(+Number(number).toFixed(2))),
  );
}
