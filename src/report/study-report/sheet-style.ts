import { heatGradient } from "../colour-map.ts";

/** The look of a report and of the patient's page: light, for paper, and legible on a screen. */
export const SHEET_STYLE = `
:root { color-scheme: light; --ink: #16181b; --quiet: #4a4e55; --line: #b9bcc2; --soft: #f1f2f4; --accent: #7a3e00; }
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0 auto; max-width: 190mm; padding: 8mm 6mm; background: #fff; color: var(--ink); font: 10pt/1.45 "Noto Sans Arabic Variable", system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6em; line-height: 1.25; margin: 0; }
h2 { font-size: 1.15em; margin: 1.3em 0 .4em; padding-bottom: .15em; border-bottom: 1px solid var(--line); break-after: avoid; }
h3 { font-size: 1em; margin: 1em 0 .3em; break-after: avoid; }
p { margin: .3em 0; }
.notice { font-weight: 650; color: var(--accent); }
.unreviewed { border: 1px solid var(--accent); padding: .25em .6em; display: inline-block; }
.quiet, .facts dt, figcaption { color: var(--quiet); }
.small { font-size: .86em; }
.facts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .5em 1.4em; margin: .9em 0 0; }
.facts dt { font-size: .86em; }
.facts dd { margin: 0; font-weight: 550; }
.facts .wide { grid-column: 1 / -1; }
.sha { font-family: ui-monospace, monospace; font-size: .82em; font-weight: 400; }
.writing { white-space: pre-wrap; text-align: start; }
.impression .writing { border-inline-start: 3px solid var(--ink); padding-inline-start: .8em; font-size: 1.08em; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: start; font-weight: 400; padding-block: .14em; padding-inline: 0 .8em; border-bottom: 1px solid var(--line); vertical-align: middle; }
thead th { font-size: .86em; color: var(--quiet); vertical-align: bottom; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
tr.positive th, tr.positive td { font-weight: 700; background: var(--soft); }
tr.borderline th, tr.borderline td { font-weight: 550; }
td.bar { width: 13%; padding-inline-end: 0; }
td.bar svg { display: block; width: 100%; height: 11px; }
.warning { border-inline-start: 3px solid var(--accent); padding-inline-start: .7em; }
.pictures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 3mm; align-items: start; margin-top: .4em; }
.pictures.many { grid-template-columns: repeat(5, minmax(0, 1fr)); }
figure { margin: 0; break-inside: avoid; }
figure.radiograph { grid-column: span 2; grid-row: span 2; }
.frame { position: relative; display: block; background: #000; }
.frame img { display: block; width: 100%; height: auto; }
.frame svg { position: absolute; inset: 0; width: 100%; height: 100%; direction: ltr; }
figcaption { font-size: .88em; margin-top: .2em; }
.scale { display: flex; flex-wrap: wrap; gap: .2em .8em; align-items: center; margin-top: .6em; font-size: .86em; color: var(--quiet); }
.scale i { display: inline-block; width: 40mm; height: 3mm; background: ${heatGradient()}; }
[dir="rtl"] .scale i { transform: scaleX(-1); }
.said { list-style: none; margin: .3em 0; padding: 0; }
.said li { border-bottom: 1px solid var(--line); padding: .35em 0; }
.said .writing { margin-top: .15em; }
.facts > div, footer { break-inside: avoid; }
footer { margin-top: 1.6em; border-top: 1px solid var(--line); padding-top: .5em; }
body.report { font-size: 9.6pt; line-height: 1.4; }
.report h2 { margin-top: 1em; }
body.patient { font-size: 10.5pt; line-height: 1.42; }
.patient h1 { font-size: 1.75em; }
.patient .subtitle { font-size: 1.15em; margin: 0 0 .3em; }
.patient h2 { margin: .85em 0 .25em; }
.patient h3 { margin: .55em 0 .15em; }
.patient .who { display: flex; flex-wrap: wrap; gap: 0 2em; margin: .2em 0 .5em; }
.patient .first { border: 2px solid var(--ink); border-radius: 2mm; padding: .45em .8em; font-weight: 600; }
.patient ul { margin: .15em 0; padding-inline-start: 1.7em; }
.patient li { margin: .12em 0; break-inside: avoid; }
.patient .help { border: 2px solid var(--accent); border-radius: 2mm; padding: .4em .8em; margin-top: .8em; break-inside: avoid; }
.patient .help h2 { border: 0; margin: 0; color: var(--accent); }
.patient .facts > div, footer { break-inside: avoid; }
footer { margin-top: .8em; padding-top: .3em; }
.patient .unreviewed { margin: 0; padding: .1em .5em; }
body.patient.snug { font-size: 9.6pt; line-height: 1.38; }
.snug .columns, .dense .columns { columns: 2; column-gap: 6mm; }
body.patient.dense { font-size: 8.9pt; line-height: 1.34; }
.dense h2 { margin: .6em 0 .15em; }
.dense .help, .dense .facts > div, footer { break-inside: avoid; }
footer { margin-top: .5em; }
@media print { body { padding: 0 .3mm; max-width: none; } }
@media screen and (max-width: 640px) {
  .facts, .pictures, .pictures.many { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .snug .columns, .dense .columns { columns: 1; }
  td.bar, thead th.bar { display: none; }
}
`;
