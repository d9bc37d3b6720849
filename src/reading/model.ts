import { applyPlatt } from "../evaluation/platt.ts";
import { sameShape, showShape } from "../graph/shape.ts";
import { float32 } from "../graph/tensor.ts";
import type { ModelDescription, OutputDescription } from "../model/description.ts";
import { ModelError } from "../model/errors.ts";
import { networkInput } from "../radiograph/network-input.ts";
import type { Radiograph } from "../radiograph/radiograph.ts";
import type { FloatTensor, Session } from "../runtime/session.ts";
import type { FindingReading, Reading } from "./reading.ts";

/** Far more than a float32 logit holds, so that calibration never ties two radiographs; fewer than a float64. */
const DIGITS = 12;

/**
 * A model that is ready to read radiographs.
 *
 * Radiographs are read one at a time, so that a reading never depends on what it was batched with: the
 * same radiograph and model give the same bytes.
 */
export class Model {
  readonly description: ModelDescription;
  readonly #session: Session;

  constructor(description: ModelDescription, session: Session) {
    this.description = description;
    this.#session = session;
  }

  /** Reads a radiograph: 14 calibrated probabilities, the probability of any finding, 14 heatmaps. */
  async read(radiograph: Radiograph): Promise<Reading> {
    const { input, findings, abnormal, heatmaps, name, version, graph } = this.description;
    const { rows, columns, source, view, warnings } = radiograph;
    const grey = float32([1, 1, input.size, input.size], networkInput(radiograph, input.size));
    const outputs = await this.#session.run({ grey }, ["logits", "abnormal", "heatmaps"]);
    refuseUnfit(this.description, outputs);
    const logits = outputs.logits?.data ?? [];
    return {
      model: { name, version, sha256: graph.sha256 },
      radiograph: { rows, columns, format: source.format, view, warnings },
      findings: findings.map(({ finding, ...output }, index): FindingReading => {
        const probability = calibrated(output, logits[index]);
        const operatingPoint = rounded(output.operatingPoint.probability);
        // Without an operating point even a probability that rounds to 1 is no "positive".
        const isChosen = output.operatingPoint.sensitivity !== null;
        const positive = isChosen && probability >= operatingPoint;
        return { finding, probability, operatingPoint, positive };
      }),
      abnormal: calibrated(abnormal, outputs.abnormal?.data[0]),
      heatmaps: {
        rows: heatmaps.rows,
        columns: heatmaps.columns,
        data: outputs.heatmaps?.data ?? new Float32Array(0),
      },
    };
  }

  /** Frees the memory of the network. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** A graph that gives other outputs than its description says, or no numbers, gives no reading at all. */
function refuseUnfit(
  { name, findings, heatmaps }: ModelDescription,
  outputs: Readonly<Record<string, FloatTensor>>,
): void {
  const expected = {
    logits: [1, findings.length],
    abnormal: [1, 1],
    heatmaps: [1, findings.length, heatmaps.rows, heatmaps.columns],
  };
  for (const [output, shape] of Object.entries(expected)) {
    const tensor = outputs[output];
    if (tensor && sameShape(tensor.shape, shape) && tensor.data.every(Number.isFinite)) continue;
    throw new ModelError(
      "MODEL_INVALID",
      `The model ${name} gave ${output} of shape ${showShape(tensor?.shape ?? [])}, where finite numbers of shape ${showShape(shape)} are described. Restore the model's folder or train it again.`,
      { name, output, shape: tensor?.shape, expected: shape },
    );
  }
}

function calibrated({ calibration }: OutputDescription, logit: number | undefined): number {
  return rounded(applyPlatt(calibration, logit ?? Number.NaN));
}

/** Engines may differ in the last bits of exp(). */
function rounded(probability: number): number {
  return Number(probability.toPrecision(DIGITS));
}
