import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { escapeMarkup } from "./escape-markup.ts";

/**
 * Draws a plot as an SVG element. `title` is its label for those who can't see it, not a text on it; text and
 * axes have the colour of the text around it; a page may set another size.
 */
export function plotSvg(title: string, options: Plot.PlotOptions): string {
  const { document } = parseHTML("<!doctype html><body></body>");
  const element = Plot.plot({ document, className: "plot", ...options });
  // Attributes, not styles: a page may set another size.
  element.removeAttribute("class");
  element.setAttribute("font-size", "12");
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", "");
  element.querySelector("style")?.remove();
  // linkedom leaves < in attributes, which SVG files must not have.
  const label = `aria-label="${escapeMarkup(title)}"`;
  return rounded(element.outerHTML.replace('aria-label=""', () => label));
}

/** Hundredths of a pixel are enough, and the same on every machine; texts stay as they are. */
function rounded(svg: string): string {
  return svg.replace(/ (d|transform|[xy][12]?|c[xy])="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(+Number(number).toFixed(2))),
  );
}
