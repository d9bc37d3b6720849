import type { LabelNoise, SuspectLabel } from "../../evaluation/index.ts";
import { displayName, type Finding } from "../../findings/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { PAGE_STYLE } from "../../page/page-style.ts";
import { RESEARCH_NOTICE } from "../words.ts";

/** A doubtful label to be looked at. */
export interface ReviewedLabel extends SuspectLabel {
  readonly fileName: string;
  /** Of its picture, relative to the page; null where the image is not there. */
  readonly picture: string | null;
}

/** A finding, how noisy its labels are, and which of them to look at. */
export interface ReviewedFinding {
  readonly finding: Finding;
  readonly noise: LabelNoise;
  readonly labels: readonly ReviewedLabel[];
}

/**
 * The page to review doubtful labels on: each radiograph with what its label says, what the network says, and a
 * choice. The choices become a table of corrections, which the browser saves; nothing is sent anywhere.
 */
export function labelReviewPage(population: string, findings: readonly ReviewedFinding[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doubtful labels: ${escapeMarkup(population)}</title>
<style>${PAGE_STYLE}${STYLE}</style>
</head>
<body>
<header>
<h1>Doubtful labels: ${escapeMarkup(population)}</h1>
<p class="notice">${RESEARCH_NOTICE}</p>
<p class="what">The labels of each finding that are most likely wrong, by predictions of a network that did not learn from these radiographs. The network errs as well: a label is doubtful, not wrong. Choose what you see and save the corrections; the data set's own tables stay as they are.</p>
<p class="saving"><button type="button" id="save" disabled>Save corrections.csv</button> <span id="chosen" role="status">Nothing chosen yet.</span></p>
</header>
<main>
${findings.map(findingSection).join("\n")}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function findingSection({ finding, noise, labels }: ReviewedFinding): string {
  const { present, absent, wrongAmongPresent, wrongAmongAbsent } = noise;
  return `<article>
<h2 id="${finding}">${displayName(finding)}</h2>
<p class="facts">Wrong by estimate: at most ${percent(wrongAmongPresent)} of ${present} labels "present" and ${percent(wrongAmongAbsent)} of ${absent} labels "absent". The worse the network ranks, the more this is too high.</p>
<ul class="labels">
${labels.map((label) => labelItem(finding, label)).join("\n")}
</ul>
</article>`;
}

function labelItem(finding: Finding, label: ReviewedLabel): string {
  const { fileName, picture, given, probability, wrong } = label;
  const name = escapeMarkup(fileName);
  const image =
    picture === null
      ? `<p class="absent">No image here.</p>`
      : `<img src="${picture}" alt="The radiograph ${name}" loading="lazy" width="240" height="240">`;
  const group = `${finding} ${fileName}`;
  const choices = ["keep", "present", "absent", "unknown"].map(
    (choice) =>
      `<label><input type="radio" name="${escapeMarkup(group)}" value="${choice}"${choice === "keep" ? " checked" : ""}>${choice}</label>`,
  );
  return `<li data-file="${name}" data-finding="${finding}">
${image}
<p><strong>Labelled ${given === 1 ? "present" : "absent"}</strong><br>Network: ${percent(probability)}. Doubt: ${percent(wrong)}.</p>
<fieldset><legend>${name}</legend>${choices.join("")}</fieldset>
</li>`;
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} %`;
}

const STYLE = `
.saving { position: sticky; top: 0; }
.saving button { font: inherit; padding: 6px 14px; }
.labels { list-style: none; margin: 14px 0 0; padding: 0; display: grid; gap: 18px; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); }
.labels li { min-width: 0; }
.labels img { width: 100%; height: auto; aspect-ratio: 1; background: #000; border-radius: 4px; display: block; }
.labels p { margin: 6px 0; font-size: .9rem; font-variant-numeric: tabular-nums; }
.labels .absent { display: grid; place-items: center; aspect-ratio: 1; margin: 0; border: 1px dashed var(--line); color: var(--quiet); }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 10px; font-size: .9rem; }
legend { padding: 0; color: var(--quiet); font-size: .8rem; overflow-wrap: anywhere; }
fieldset label { display: inline-flex; align-items: center; gap: 4px; min-height: 28px; }
`;

/** A choice of "keep" is no correction. */
const SCRIPT = `
const quoted = (text) => /[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
const corrections = () => [...document.querySelectorAll("li[data-file]")].flatMap((item) => {
  const choice = item.querySelector("input:checked").value;
  return choice === "keep" ? [] : [[quoted(item.dataset.file), item.dataset.finding, choice, ""].join(",")];
});
const save = document.getElementById("save");
document.addEventListener("change", () => {
  const { length } = corrections();
  save.disabled = length === 0;
  document.getElementById("chosen").textContent = length === 0 ? "Nothing chosen yet." : length + (length === 1 ? " correction." : " corrections.");
});
save.addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([["file,finding,label,weight", ...corrections()].join("\\n") + "\\n"], { type: "text/csv" }));
  link.download = "corrections.csv";
  link.click();
  URL.revokeObjectURL(link.href);
});
`;
