import { backward, float32, Graph } from "../../src/graph/index.ts";
import { type LossSettings, lossOf } from "../../src/training/losses/index.ts";
import { runGraph } from "../graph/run-example.ts";

/** Labels and logits in rows, one row per radiograph. */
export interface LossCase {
  readonly logits: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly known: readonly (readonly number[])[];
  readonly frequencies: readonly number[];
}

export interface EvaluatedLoss {
  readonly loss: number;
  /** With respect to the logits, row after row. */
  readonly gradient: readonly number[];
}

/** What ONNX Runtime computes for a loss and its emitted gradient. */
export async function evaluateLoss(
  settings: LossSettings,
  lossCase: LossCase,
): Promise<EvaluatedLoss> {
  const shape = [lossCase.logits.length, lossCase.frequencies.length];
  const graph = new Graph("loss");
  const [logits, targets, known] = [0, 1, 2].map((index) => graph.input(`input_${index}`, shape));
  if (!logits || !targets || !known) throw new Error("An input is missing.");
  const loss = lossOf(settings, { logits, targets, known, frequencies: lossCase.frequencies });
  const [gradient] = backward({
    outputs: [{ value: loss, seed: graph.constant(float32([], [1])) }],
    wanted: [logits],
    scale: graph.constant(float32([], [1])),
  });
  if (gradient === undefined) throw new Error("There is no gradient.");
  graph.output("loss", loss);
  graph.output("gradient", gradient);
  const results = await runGraph(
    graph,
    [lossCase.logits, lossCase.targets, lossCase.known].map((rows) => float32(shape, rows.flat())),
  );
  return {
    loss: results.loss?.data[0] ?? Number.NaN,
    // Without the sign of zeros, which says nothing.
    gradient: Array.from(results.gradient?.data ?? [], (slope) => slope + 0),
  };
}
