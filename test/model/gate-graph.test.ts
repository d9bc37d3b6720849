import { expect, test } from "vitest";
import { Graph } from "../../src/graph/graph.ts";
import { identity } from "../../src/graph/operators/index.ts";
import { float32 } from "../../src/graph/tensor.ts";
import { writeOnnx } from "../../src/graph/write.ts";
import { addGate, type GateWeights, IMAGE_KINDS } from "../../src/model/index.ts";
import { Random } from "../../src/random.ts";
import { createSession } from "../../src/runtime/index.node.ts";

const FEATURES = 6;
const random = Random.fromSeed(3);
const normals = (length: number) => Float32Array.from({ length }, () => random.normal());

/** Two directions at right angles in six features. */
const COMPONENTS = Float32Array.from([0.6, 0.8, 0, 0, 0, 0, 0, 0, 0, 0.8, -0.6, 0]);

const GATE: GateWeights = {
  kinds: {
    weight: float32([IMAGE_KINDS.length, FEATURES], normals(IMAGE_KINDS.length * FEATURES)),
    bias: float32([IMAGE_KINDS.length], normals(IMAGE_KINDS.length)),
  },
  mean: normals(FEATURES),
  deviation: 1.7,
  components: COMPONENTS,
  variances: Float32Array.from([4, 2.5]),
  restVariance: 0.3,
};

function graphOf(features: number): Graph {
  const graph = new Graph("features alone");
  graph.output("features", identity(graph.input("grey", ["batch", features])));
  return graph;
}

test("gives the distance under the covariance that the components describe, and the kinds' softmax", async () => {
  const graph = graphOf(FEATURES);
  addGate(graph, GATE);
  const session = await createSession(writeOnnx(graph, { description: "", producerVersion: "1" }));
  const images = Array.from({ length: 4 }, () => normals(FEATURES));
  const outputs = await session.run(
    {
      grey: float32(
        [4, FEATURES],
        images.flatMap((image) => [...image]),
      ),
    },
    ["kinds", "distance"],
  );
  await session.release();
  // Covariance: rest * identity, with the variance along each component in the place of rest.
  const covariance = Array.from({ length: FEATURES }, (_, i) =>
    Array.from({ length: FEATURES }, (_, j) => {
      let value = i === j ? GATE.restVariance : 0;
      for (const [place, variance] of GATE.variances.entries()) {
        const at = (index: number) => COMPONENTS[place * FEATURES + index] as number;
        value += (variance - GATE.restVariance) * at(i) * at(j);
      }
      return value;
    }),
  );
  for (const [index, image] of images.entries()) {
    const standard = [...image].map(
      (value, feature) => (value - (GATE.mean[feature] as number)) / GATE.deviation,
    );
    const solved = solve(covariance, standard);
    const distance = standard.reduce((sum, value, at) => sum + value * (solved[at] ?? 0), 0);
    // Weights are kept in half precision, to one part in 2,048.
    expect((outputs.distance?.data[index] ?? 0) / (distance / FEATURES)).toBeCloseTo(1, 2);
    const logits = IMAGE_KINDS.map((_, kind) =>
      standard.reduce(
        (sum, value, at) => sum + value * (GATE.kinds.weight.data[kind * FEATURES + at] as number),
        GATE.kinds.bias.data[kind] as number,
      ),
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    for (const [kind, logit] of logits.entries()) {
      const found = outputs.kinds?.data[index * IMAGE_KINDS.length + kind] ?? Number.NaN;
      expect(found).toBeCloseTo(Math.exp(logit) / total, 2);
    }
  }
});

test("is refused by a graph of other features, or of none", () => {
  expect(() => addGate(graphOf(5), GATE)).toThrow(
    expect.objectContaining({ code: "MODEL_INVALID", message: expect.stringContaining("has 5") }),
  );
  const none = new Graph("none");
  none.output("logits", identity(none.input("grey", ["batch", 6])));
  expect(() => addGate(none, GATE)).toThrow(/has no output "features"/);
});

/** Gauss's elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const a = matrix.map((row, index) => [...row, right[index] as number]);
  const size = a.length;
  const at = (row: number, column: number) => a[row]?.[column] ?? 0;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column; row < size; row++)
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    [a[column], a[pivot]] = [a[pivot] ?? [], a[column] ?? []];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = at(row, column) / at(column, column);
      a[row] = (a[row] ?? []).map((value, index) => value - factor * at(column, index));
    }
  }
  return a.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}
