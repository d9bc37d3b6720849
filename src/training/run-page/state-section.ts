import { escapeMarkup } from "../../page/escape-markup.ts";
import { epochsDone } from "./fit-history.ts";
import type { RunLog } from "./run-log.ts";
import type { RunProgress, RunState } from "./run-progress.ts";
import { durationInWords, fixed, timeInWords } from "./words.ts";

const HEADLINES: Readonly<Record<RunState, string>> = {
  preparing: "Preparing",
  training: "Training",
  evaluating: "Evaluating",
  done: "Done",
  stopped: "Stopped",
  silent: "Silent",
};

const RESUME = "<code>thorascope train --resume</code> goes on at the last checkpoint.";

/** Whether the run goes on, how far it is and how fast. */
export function stateSection(log: RunLog, progress: RunProgress, now: number): string {
  const { state, share } = progress;
  const percent = (100 * share).toFixed(share < 1 ? 1 : 0);
  const facts = factsOf(log, progress).map(
    ([name, value]) => `<div><dt>${name}</dt><dd>${escapeMarkup(value)}</dd></div>`,
  );
  const leftOut = log.radiographs?.leftOut ?? [];
  return `<article class="state ${state}">
<h2><span class="badge">${HEADLINES[state]}</span> ${explained(log, progress, now)}</h2>
<div class="progress"><span class="track" role="progressbar" aria-label="Share of the training that is done" aria-valuemin="0" aria-valuemax="100" aria-valuenow="${percent}"><span class="fill" style="width:${percent}%"></span></span><span>${percent} %</span></div>
<dl>${facts.join("")}</dl>
${leftOut.length > 0 ? `<details><summary>${leftOut.length === 1 ? "1 radiograph was" : `${leftOut.length} radiographs were`} left out</summary><ul class="files">${leftOut.map(({ path, code }) => `<li>${escapeMarkup(path)} <code>${escapeMarkup(code)}</code></li>`).join("")}</ul></details>` : ""}
</article>`;
}

/** The state in a sentence of HTML. */
function explained(log: RunLog, { state, secondsLeft }: RunProgress, now: number): string {
  const since = log.updated === null ? "" : timeInWords(log.updated);
  const fit = log.fits.at(-1);
  switch (state) {
    case "preparing":
      return "The radiographs are being prepared.";
    case "training":
      return `${escapeMarkup(fit?.title ?? "")}${secondsLeft === null ? "" : `, about ${durationInWords(secondsLeft)} left`}`;
    case "evaluating":
      return "All fits are done; the model is being tested.";
    case "done":
      return `since ${since}. The model is in best/.`;
    case "stopped":
      return `since ${since}: ${log.stopped ? escapeMarkup(log.stopped) : RESUME}`;
    case "silent":
      return `since ${since} (${durationInWords((now - (log.updated ?? now)) / 1000)}): stopped, or busy with something that writes no line. ${RESUME}`;
  }
}

function factsOf(log: RunLog, { state }: RunProgress): [string, string][] {
  const { started, updated, starts, radiographs, fits } = log;
  const fit = fits.at(-1);
  const step = fit?.steps.at(-1);
  const facts: [string, string][] = [];
  if (fit !== undefined && state !== "done") {
    const done = epochsDone(fit);
    const epochs = fit.epochs === null ? "" : ` of ${fit.epochs}`;
    facts.push(["Epochs of this fit", `${fixed(done, Number.isInteger(done) ? 0 : 2)}${epochs}`]);
    if (step !== undefined) {
      facts.push(["Training loss", fixed(step.loss, 4)]);
      facts.push(["Images per second", fixed(step.imagesPerSecond, 1)]);
      facts.push([
        "Waiting for radiographs",
        step.stall === null ? "-" : `${(100 * step.stall).toFixed(1)} %`,
      ]);
    }
  }
  const hours = Math.max(0, ...fits.map(({ steps }) => steps.at(-1)?.hours ?? 0));
  if (radiographs !== null)
    facts.push([
      "Radiographs to learn from",
      String(radiographs.count - radiographs.leftOut.length),
    ]);
  if (started !== null) facts.push(["Started", timeInWords(started)]);
  if (updated !== null) facts.push(["Last line of the log", timeInWords(updated)]);
  if (hours > 0) facts.push(["Worked", durationInWords(hours * 3600)]);
  // A run in parts is started by each process that shares it.
  if (starts > 1) facts.push(["Starts", String(starts)]);
  return facts;
}
