import { escapeMarkup } from "../../page/escape-markup.ts";
import { PAGE_STYLE } from "../../page/page-style.ts";
import { RESEARCH_NOTICE } from "../../research-notice.ts";
import type { Recipe } from "../recipe.ts";
import type { Curve } from "./curves.ts";
import { epochTables } from "./epoch-tables.ts";
import { evaluationSection } from "./evaluation-section.ts";
import { findingsSection } from "./findings-section.ts";
import { fitColour } from "./fit-colour.ts";
import type { RunLog } from "./run-log.ts";
import { runProgress } from "./run-progress.ts";
import { stateSection } from "./state-section.ts";
import { timeInWords } from "./words.ts";

/** What a run's folder holds, as far as the page shows it. */
export interface RunPageContent {
  readonly recipe: Recipe;
  /** Hashes of what the run was started on, from `recipe.json`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, unknown>>;
  readonly log: RunLog;
  readonly curves: readonly Curve[];
  /** When the page is written, milliseconds since 1970. */
  readonly now: number;
}

/** Seconds after which a browser reads the page again, while the run is not done. */
const REFRESH = 30;

/**
 * One HTML file about a run, for a browser to open while it trains: what it is, how far, its curves, its epochs
 * and, once it is done, its evaluation. It holds everything that it shows, asks nobody for anything and has no
 * script; until the run is done it makes the browser read it again every 30 seconds.
 */
export function runPage({ recipe, inputs, environment, log, curves, now }: RunPageContent): string {
  const progress = runProgress(log, recipe, now);
  const title = escapeMarkup(recipe.title);
  const refresh =
    progress.state === "done" ? "" : `<meta http-equiv="refresh" content="${REFRESH}">\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}<title>${title}: training run</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="what">Training run of <code>${escapeMarkup(recipe.name)}</code> ${escapeMarkup(recipe.version)}: ${escapeMarkup(recipe.network.architecture)}, ${recipe.network.inputSize} px, on ${escapeMarkup(recipe.data.population)}.</p>
<p class="notice">${RESEARCH_NOTICE}</p>
</header>
<main>
${[
  stateSection(log, progress, now),
  evaluationSection(log),
  curvesSection(curves, log),
  epochTables(log),
  findingsSection(log),
  detailsSection({ recipe, inputs, environment }),
]
  .filter((section) => section !== "")
  .join("\n")}
</main>
<footer><p>Written ${timeInWords(now)}. ${RESEARCH_NOTICE}</p></footer>
</body>
</html>
`;
}

function curvesSection(curves: readonly Curve[], { fits }: RunLog): string {
  if (curves.length === 0) return "";
  const legend = fits.map(
    ({ title }, index) =>
      `<li><span class="spot" style="background:${fitColour(index)}"></span>${escapeMarkup(title)}</li>`,
  );
  const figures = curves.map(
    ({ title, svg }) => `<figure><figcaption>${escapeMarkup(title)}</figcaption>${svg}</figure>`,
  );
  return `<article>
<h2>Curves</h2>
<ul class="legend">${legend.join("")}</ul>
<div class="curves">
${figures.join("\n")}
</div>
<p class="facts">Every line is a fit. A large dot is the epoch that the fit keeps. Hours of work leave out pauses between a stop and a resume.</p>
</article>`;
}

function detailsSection(parts: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(parts).map(
    ([name, value]) =>
      `<details><summary>${name === "inputs" ? "Hashes of what it was started on" : `${name.charAt(0).toUpperCase()}${name.slice(1)}`}</summary><pre tabindex="0">${escapeMarkup(JSON.stringify(value, null, 2))}</pre></details>`,
  );
  return `<article>
<h2>Recipe and environment</h2>
${shown.join("\n")}
</article>`;
}
