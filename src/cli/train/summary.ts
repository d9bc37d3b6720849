import { displayName } from "../../findings/index.ts";
import type { RankingDescription, TrainedModelDescription } from "../../model/index.ts";

/** AUROC per finding of a trained model, as lines for a terminal. */
export function rankingLines({ findings, abnormal, evaluation }: TrainedModelDescription): string {
  const rows = [
    ...findings.map(({ finding, ...output }) => ({ label: displayName(finding), ...output })),
    { label: "Any finding", ...abnormal },
  ].map(
    ({ label, crossValidation, heldOut }) =>
      `${label.padEnd(20)}${cell(crossValidation)}${heldOut ? cell(heldOut) : ""}`,
  );
  const header = `${"".padEnd(20)}${"cross-validation".padEnd(34)}${evaluation.heldOut ? "held out" : ""}`;
  const means = [evaluation.crossValidation, evaluation.heldOut].map((summary) =>
    summary?.meanAuroc
      ? `${summary.meanAuroc.value.toFixed(4)} over ${summary.meanAuroc.findings}`.padEnd(34)
      : "",
  );
  const frequent = [evaluation.crossValidation, evaluation.heldOut].map((summary) =>
    summary?.meanAurocOfFrequent
      ? `${summary.meanAurocOfFrequent.value.toFixed(4)} over ${summary.meanAurocOfFrequent.findings}`.padEnd(
          34,
        )
      : "",
  );
  return [
    header,
    ...rows,
    `${"mean".padEnd(20)}${means.join("")}`,
    `${"mean, 20 or more".padEnd(20)}${frequent.join("")}`,
  ].join("\n");
}

function cell({ auroc, positives }: RankingDescription): string {
  const interval = auroc?.interval
    ? ` (${auroc.interval.low.toFixed(3)}-${auroc.interval.high.toFixed(3)})`
    : "";
  return `${auroc ? auroc.value.toFixed(3) : "-"}${interval} n=${positives}`.padEnd(34);
}
