import { escapeMarkup } from "../../page/escape-markup.ts";
import { drawPanel, PANEL } from "./draw-panel.ts";
import { fitColour } from "./fit-colour.ts";
import { panelsOf } from "./panels.ts";
import type { RunLog } from "./run-log.ts";

/** A picture of the run with its title. */
export interface Curve {
  readonly title: string;
  /** An SVG element. */
  readonly svg: string;
}

const COLUMNS = 2;
const CELL = { width: PANEL.width + 20, height: PANEL.height + 40 } as const;
/** Units of a legend's line and of one of its characters. */
const LEGEND = { line: 22, character: 7.2 } as const;

/** The run's pictures one by one, for a page that arranges them; none before the first epoch or step. */
export function drawCurves({ fits }: RunLog): Curve[] {
  return panelsOf(fits).map((panel) => ({ title: panel.title, svg: drawPanel(panel) }));
}

/** The run's pictures in one SVG file: a legend of the fits, the panels in two columns, light or dark as the viewer. */
export function curvesFile(curves: readonly Curve[], { fits }: RunLog): string {
  const width = COLUMNS * CELL.width + 20;
  const legend = legendOf(
    fits.map(({ title }) => title),
    width - 20,
  );
  const height = legend.height + Math.ceil(curves.length / COLUMNS) * CELL.height + 10;
  const panels = curves.map(({ title, svg }, index) => {
    const x = 10 + (index % COLUMNS) * CELL.width;
    const y = legend.height + Math.floor(index / COLUMNS) * CELL.height;
    return `<g transform="translate(${x},${y})"><text x="10" y="22" font-weight="600">${escapeMarkup(title)}</text><g transform="translate(0,30)">${svg}</g></g>`;
  });
  const empty = `<text x="20" y="28">No step is done yet.</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${Math.max(height, 50)}" width="${width}" height="${Math.max(height, 50)}" font-family="system-ui, sans-serif" font-size="13">
<title>Curves of a training run</title>
<style>:root { color: #222; background: #fff; } @media (prefers-color-scheme: dark) { :root { color: #e8e6e1; background: #1d1f22; } }</style>
<g fill="currentColor">
${curves.length === 0 ? empty : [legend.svg, ...panels].join("\n")}
</g>
</svg>
`;
}

/** Names behind spots of their colours, in as many lines as they need. */
function legendOf(titles: readonly string[], width: number): { svg: string; height: number } {
  let [x, y] = [20, 24];
  const entries = titles.map((title, index) => {
    const needed = 34 + title.length * LEGEND.character;
    if (x > 20 && x + needed > width) [x, y] = [20, y + LEGEND.line];
    const entry = `<circle cx="${(x + 5).toFixed(1)}" cy="${y - 4}" r="5" fill="${fitColour(index)}"/><text x="${(x + 16).toFixed(1)}" y="${y}">${escapeMarkup(title)}</text>`;
    x += needed;
    return entry;
  });
  return { svg: entries.join("\n"), height: y + 12 };
}
