import { sameShape, showShape } from "../graph/shape.ts";
import { float32 } from "../graph/tensor.ts";
import {
  type DecisionRule,
  type DecisionRules,
  decisionRules,
  networkOutputs,
  statesSpread,
} from "../model/decision.ts";
import type { ModelDescription } from "../model/description.ts";
import { ModelError } from "../model/errors.ts";
import { RefusedRadiographError } from "../radiograph/errors.ts";
import { networkInput } from "../radiograph/network-input.ts";
import type { Radiograph } from "../radiograph/radiograph.ts";
import type { FloatTensor, Session } from "../runtime/session.ts";
import { decide } from "./decide.ts";
import { refusalOf } from "./gate.ts";
import type { Reading } from "./reading.ts";

/** How a radiograph is to be read. */
export interface ReadOptions {
  /** What the network sees of it, where `networkInput` has made that already. */
  readonly input?: Float32Array;
  /** Read it even if the gate refuses it; the reading then has a `refusal`. */
  readonly anyway?: boolean;
}

/** Logits of one radiograph; null for what the network has no output for. */
export interface Scores {
  /** In the findings' order. */
  readonly logits: readonly (number | null)[];
  /** Of any finding. */
  readonly abnormal: number | null;
  /**
   * How far the fits of an ensemble differ: the standard deviation of their logits, in the findings' order, that of
   * any finding last; null of a single network.
   */
  readonly spreads?: readonly number[] | null;
}

/** The same, and what the model's gate says. */
export interface GatedScores extends Scores {
  /** Why the gate refuses the radiograph; null where it is read, or the model has no gate. */
  readonly refusal: RefusedRadiographError | null;
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
  readonly #outputs: readonly ExpectedOutput[];

  constructor(description: ModelDescription, session: Session) {
    this.description = description;
    this.#session = session;
    this.#rules = decisionRules(description);
    this.#outputs = expectedOutputs(description, this.#rules);
  }

  /**
   * Reads a radiograph: 14 probabilities, the probability of any finding, 14 heatmaps.
   *
   * @throws RefusedRadiographError where the file or the model's gate says that the image is no upright frontal
   * radiograph of a chest, unless it is to be read anyway.
   */
  async read(
    radiograph: Radiograph,
    { input, anyway = false }: ReadOptions = {},
  ): Promise<Reading> {
    const { findings, heatmaps, name, version, graph } = this.description;
    const rules = this.#rules;
    const { rows, columns, source, view, warnings } = radiograph;
    const { size } = this.description.input;
    const outputs = await this.#run(input ?? networkInput(radiograph, size), [
      "logits",
      "abnormal",
      "heatmaps",
      "spread",
    ]);
    const refusal = objectionTo(radiograph) ?? this.#refusalOf(outputs);
    if (refusal !== null && !anyway) throw refusal;
    const logits = outputs.logits?.data ?? [];
    const decideOn = (output: number, rule: DecisionRule | null, logit: number | undefined) =>
      decide(rule, logit ?? Number.NaN, outputs.spread?.data[output] ?? null);
    const abnormal = decideOn(findings.length, rules.abnormal, outputs.abnormal?.data[0]);
    return {
      model: {
        name,
        version,
        sha256: graph.sha256,
        ...(rules.calibrated ? {} : { calibrated: false }),
      },
      radiograph: { rows, columns, format: source.format, view, warnings },
      ...(refusal === null ? {} : { refusal: { code: refusal.code, message: refusal.message } }),
      findings: findings.map(({ finding }, index) => ({
        finding,
        ...decideOn(index, rules.findings[index] ?? null, logits[index]),
      })),
      abnormal: abnormal.probability,
      abnormalInterval: abnormal.interval,
      heatmaps: {
        rows: heatmaps.rows,
        columns: heatmaps.columns,
        data: outputs.heatmaps?.data ?? new Float32Array(0),
      },
    };
  }

  /** What the network says of a radiograph before calibration, without heatmaps: what evaluations rank by. */
  async score(input: Float32Array): Promise<GatedScores> {
    const outputs = await this.#run(input, ["logits", "abnormal", "spread"]);
    const logits = networkOutputs(this.description).findings.map((isThere, index) =>
      isThere ? (outputs.logits?.data[index] ?? null) : null,
    );
    return {
      logits,
      abnormal: outputs.abnormal?.data[0] ?? null,
      spreads: outputs.spread ? [...outputs.spread.data] : null,
      refusal: this.#refusalOf(outputs),
    };
  }

  /** Those of the wanted outputs that the model has, and its gate's. */
  async #run(input: Float32Array, wanted: readonly string[]): Promise<Outputs> {
    const { size } = this.description.input;
    const expected = this.#outputs.filter(({ name, isGate }) => isGate || wanted.includes(name));
    const outputs = await this.#session.run(
      { grey: float32([1, 1, size, size], input) },
      expected.map(({ name }) => name),
    );
    refuseUnfit(this.description.name, expected, outputs);
    return outputs;
  }

  #refusalOf({ kinds, distance }: Outputs): RefusedRadiographError | null {
    const { gate } = this.description;
    if (gate === undefined || kinds === undefined) return null;
    return refusalOf(gate, { kinds: kinds.data, distance: distance?.data[0] ?? Number.NaN });
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

/** What the file itself says against being read. */
function objectionTo({ objection }: Radiograph): RefusedRadiographError | null {
  return objection === undefined
    ? null
    : new RefusedRadiographError(objection.code, objection.message);
}

type Outputs = Readonly<Record<string, FloatTensor>>;

interface ExpectedOutput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly isGate: boolean;
}

/** What the graph of a model gives for one radiograph. */
function expectedOutputs(description: ModelDescription, rules: DecisionRules): ExpectedOutput[] {
  const { findings, heatmaps, gate } = description;
  const { abnormal } = networkOutputs(description);
  const outputs = findings.length + (abnormal ? 1 : 0);
  const maps = [1, findings.length, heatmaps.rows, heatmaps.columns];
  return [
    { name: "logits", shape: [1, findings.length], isGate: false },
    ...(abnormal ? [{ name: "abnormal", shape: [1, 1], isGate: false }] : []),
    { name: "heatmaps", shape: maps, isGate: false },
    ...(statesSpread(rules) ? [{ name: "spread", shape: [1, outputs], isGate: false }] : []),
    ...(gate
      ? [
          { name: "kinds", shape: [1, gate.kinds.length], isGate: true },
          { name: "distance", shape: [1, 1], isGate: true },
        ]
      : []),
  ];
}

/** A graph that gives other outputs than its description says, or no numbers, gives no reading at all. */
function refuseUnfit(
  model: string,
  expected: readonly ExpectedOutput[],
  outputs: Readonly<Record<string, FloatTensor>>,
): void {
  for (const { name, shape } of expected) {
    const tensor = outputs[name];
    if (tensor && sameShape(tensor.shape, shape) && tensor.data.every(Number.isFinite)) continue;
    throw new ModelError(
      "MODEL_INVALID",
      `The model ${model} gave ${name} of shape ${showShape(tensor?.shape ?? [])}, where finite numbers of shape ${showShape(shape)} are described. Restore the model's folder or train it again.`,
      { name: model, output: name, shape: tensor?.shape, expected: shape },
    );
  }
}
