import { displayName } from "../findings/index.ts";
import type { CalibratedOutputDescription, ModelDescription } from "./description.ts";

/** A table of a card. */
interface CardTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** An output as the tables of a card name it. */
interface NamedOutput {
  readonly label: string;
  readonly output: CalibratedOutputDescription | undefined;
}

type Described = Omit<ModelDescription, "graph"> &
  Pick<ModelDescription, "findings" | "recalibration">;

/** The same as `recalibrationBlocks`, in Markdown; null for a model that was not calibrated after training. */
export function recalibrationInWords(model: Described): string | null {
  const blocks = recalibrationBlocks(model);
  if (blocks.length === 0) return null;
  return blocks
    .map((block) => {
      if (typeof block === "string") return block;
      const { header, rows } = block;
      return [header, header.map(() => "---"), ...rows]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n");
    })
    .join("\n\n");
}

/** What a card says about a calibration that was fitted after training: paragraphs and tables; none without one. */
function recalibrationBlocks(model: Described): (string | CardTable)[] {
  const { recalibration } = model;
  if (recalibration === undefined) return [];
  const { from, fitted } = recalibration;
  const outputs = outputsOf(model);
  const moved = outputs.flatMap(({ label, output }) => {
    const shift = output?.calibration.shift;
    return shift ? [`${label} (${shift.from.toFixed(3)} to ${shift.to.toFixed(3)})`] : [];
  });
  const blocks: (string | CardTable)[] = [
    `Made of ${from.name} ${from.version} (SHA-256 of its model.json ${from.sha256}); the network is the same, only calibration and operating points are others.`,
  ];
  if (fitted !== null)
    blocks.push(
      `Fitted on ${fitted.population}: ${fitted.radiographs} radiographs of ${fitted.patients} patients (SHA-256 of their sorted names ${fitted.listSha256}), by ${fitted.method}; operating points for ${fitted.operatingPoint}. Sensitivities, specificities and the figures below are of patients that neither calibration nor operating point was fitted on (${fitted.folds} folds by patient, seed ${fitted.seed}); intervals, 95 percent, by patient. A finding that is not listed here had too few cases: it keeps what it had, and without an operating point it is never called positive. Brier score and calibration error under "How well it ranks", if the card has them, are of the calibration before.`,
      evidenceTable(outputs),
      "Observed to expected: positives over the sum of probabilities, 1 is right in the large. Calibration error: over ten bins of equal mass. Enough: whether the intervals of sensitivity, specificity and observed to expected are narrow enough, by the criterion of docs/calibration.md.",
    );
  // A trained model's card has a table of operating points anyway.
  if ("imported" in model) blocks.push(operatingPoints(outputs));
  if (moved.length > 0)
    blocks.push(
      `Moved to another prevalence than fitted at, by Bayes' rule, without labels to see whether it is right there: ${moved.join(", ")}.`,
    );
  return blocks;
}

function outputsOf(model: Described): NamedOutput[] {
  const findings = model.findings.map((one): NamedOutput => {
    const label = displayName(one.finding);
    return "calibration" in one ? { label, output: one } : { label, output: one.output };
  });
  return "abnormal" in model
    ? [...findings, { label: "Any finding", output: model.abnormal as CalibratedOutputDescription }]
    : findings;
}

function evidenceTable(outputs: readonly NamedOutput[]): CardTable {
  const rows = outputs.flatMap(({ label, output }) => {
    const evidence = output?.recalibration;
    if (evidence === undefined) return [];
    const { positives, auroc, before, after, needs, enough } = evidence;
    const lacking = needs.filter((need) => !need.enough).map((need) => need.figure);
    return [
      [
        label,
        String(positives),
        estimate(auroc),
        `${estimate(before.observedToExpected)} → ${estimate(after.observedToExpected)}`,
        `${figure(before.calibrationError.value)} → ${figure(after.calibrationError.value)}`,
        `${figure(before.brierScore.value)} → ${figure(after.brierScore.value)}`,
        enough ? "yes" : `not for ${lacking.join(", ")}`,
      ],
    ];
  });
  return {
    header: [
      "finding",
      "positives",
      "AUROC",
      "observed to expected",
      "calibration error",
      "Brier score",
      "enough",
    ],
    rows,
  };
}

function operatingPoints(outputs: readonly NamedOutput[]): CardTable {
  const rows = outputs.flatMap(({ label, output }) => {
    if (output === undefined) return [];
    const { probability, sensitivity, specificity } = output.operatingPoint;
    const point = sensitivity === null ? "none" : figure(probability);
    return [
      [label, figure(output.prevalence), point, estimate(sensitivity), estimate(specificity)],
    ];
  });
  return {
    header: ["finding", "prevalence", "operating point", "sensitivity", "specificity"],
    rows,
  };
}

function estimate(
  value: { readonly value: number; readonly interval: { low: number; high: number } | null } | null,
): string {
  if (value === null) return "";
  const { interval } = value;
  return interval === null
    ? figure(value.value)
    : `${figure(value.value)} (${figure(interval.low)} to ${figure(interval.high)})`;
}

function figure(value: number): string {
  return value.toFixed(3);
}
