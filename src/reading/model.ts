import { applyCalibration } from "../evaluation/calibration.ts";
import { sameShape, showShape } from "../graph/shape.ts";
import { float32 } from "../graph/tensor.ts";
import {
  type DecisionRule,
  type DecisionRules,
  decisionRules,
  networkOutputs,
} from "../model/decision.ts";
import type { ModelDescription } from "../model/description.ts";
import { ModelError } from "../model/errors.ts";
import { networkInput } from "../radiograph/network-input.ts";
import type { Radiograph } from "../radiograph/radiograph.ts";
import type { FloatTensor, Session } from "../runtime/session.ts";
import type { FindingReading, Reading } from "./reading.ts";

/** Far more than a float32 logit holds, so that calibration never ties two radiographs; fewer than a float64. */
const DIGITS = 12;

/** Logits of one radiograph; null for what the network has no output for. */
export interface Scores {
  /** In the findings' order. */
  readonly logits: readonly (number | null)[];
  /** Of any finding. */
  readonly abnormal: number | null;
}

/**
 * A model that is ready to read radiographs.
 *
 * Radiographs are read one at a time, so that a reading never depends on what it was batched with: the
 * same radiograph and model give the same bytes.
 */
export class Model {
  readonly description: ModelDescription;
  readonly #session: Session;
  readonly #rules: DecisionRules;

  constructor(description: ModelDescription, session: Session) {
    this.description = description;
    this.#session = session;
    this.#rules = decisionRules(description);
  }

  /**
   * Reads a radiograph: 14 probabilities, the probability of any finding, 14 heatmaps.
   *
   * @param input What the network sees of it, where `networkInput` has made that already.
   */
  async read(
    radiograph: Radiograph,
    input: Float32Array = networkInput(radiograph, this.description.input.size),
  ): Promise<Reading> {
    const { findings, heatmaps, name, version, graph } = this.description;
    const rules = this.#rules;
    const { rows, columns, source, view, warnings } = radiograph;
    const { size } = this.description.input;
    const grey = float32([1, 1, size, size], input);
    const outputs = await this.#session.run({ grey }, outputNames(rules));
    refuseUnfit(this.description, rules, outputs);
    const logits = outputs.logits?.data ?? [];
    return {
      model: {
        name,
        version,
        sha256: graph.sha256,
        ...(rules.calibrated ? {} : { calibrated: false }),
      },
      radiograph: { rows, columns, format: source.format, view, warnings },
      findings: findings.map(({ finding }, index) => ({
        finding,
        ...decide(rules.findings[index] ?? null, logits[index]),
      })),
      abnormal: decide(rules.abnormal, outputs.abnormal?.data[0]).probability,
      heatmaps: {
        rows: heatmaps.rows,
        columns: heatmaps.columns,
        data: outputs.heatmaps?.data ?? new Float32Array(0),
      },
    };
  }

  /** What the network says of a radiograph before calibration, without heatmaps: what evaluations rank by. */
  async score(input: Float32Array): Promise<Scores> {
    const { size } = this.description.input;
    const { abnormal } = this.#rules;
    const outputs = await this.#session.run(
      { grey: float32([1, 1, size, size], input) },
      abnormal ? ["logits", "abnormal"] : ["logits"],
    );
    refuseUnfit(this.description, this.#rules, outputs, ["logits", "abnormal"]);
    const logits = networkOutputs(this.description).findings.map((isThere, index) =>
      isThere ? (outputs.logits?.data[index] ?? null) : null,
    );
    return { logits, abnormal: outputs.abnormal?.data[0] ?? null };
  }

  /** How logits become probabilities and decisions; null for an output that the network does not have. */
  get rules(): DecisionRules {
    return this.#rules;
  }

  /** Frees the memory of the network. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** A graph that gives other outputs than its description says, or no numbers, gives no reading at all. */
function refuseUnfit(
  { name, findings, heatmaps }: ModelDescription,
  rules: DecisionRules,
  outputs: Readonly<Record<string, FloatTensor>>,
  wanted: readonly string[] = ["logits", "abnormal", "heatmaps"],
): void {
  const expected = {
    logits: [1, findings.length],
    ...(rules.abnormal ? { abnormal: [1, 1] } : {}),
    heatmaps: [1, findings.length, heatmaps.rows, heatmaps.columns],
  };
  for (const [output, shape] of Object.entries(expected)) {
    if (!wanted.includes(output)) continue;
    const tensor = outputs[output];
    if (tensor && sameShape(tensor.shape, shape) && tensor.data.every(Number.isFinite)) continue;
    throw new ModelError(
      "MODEL_INVALID",
      `The model ${name} gave ${output} of shape ${showShape(tensor?.shape ?? [])}, where finite numbers of shape ${showShape(shape)} are described. Restore the model's folder or train it again.`,
      { name, output, shape: tensor?.shape, expected: shape },
    );
  }
}

/** The graph's outputs that a reading is made of. */
function outputNames({ abnormal }: DecisionRules): string[] {
  return abnormal ? ["logits", "abnormal", "heatmaps"] : ["logits", "heatmaps"];
}

/** What a rule makes of a logit; nothing is known of an output that has no rule. */
function decide(
  rule: DecisionRule | null,
  logit: number | undefined,
): Omit<FindingReading, "finding"> {
  if (rule === null) return { probability: null, operatingPoint: null, positive: false };
  const probability = rounded(applyCalibration(rule.calibration, logit ?? Number.NaN));
  const operatingPoint = rule.operatingPoint === null ? null : rounded(rule.operatingPoint);
  // Without an operating point even a probability that rounds to 1 is no "positive".
  const positive = rule.isChosen && operatingPoint !== null && probability >= operatingPoint;
  return { probability, operatingPoint, positive };
}

/** Engines may differ in the last bits of exp(). */
function rounded(probability: number): number {
  return Number(probability.toPrecision(DIGITS));
}
