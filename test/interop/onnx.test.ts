import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { float32, type Graph, writeOnnx } from "../../src/graph/index.ts";
import { type LinearLayer, readingGraph } from "../../src/model/index.ts";
import type { FeatureNetwork } from "../../src/networks/index.ts";
import { formulaWeights } from "../networks/formula-weights.ts";
import { CLASSES, gradCamGraph, logitsGraph } from "../networks/mobilenet-v2-graph.ts";
import { mobilenetV2Shapes } from "../networks/mobilenet-v2-shapes.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

interface Answer {
  readonly problem: string | null;
  readonly shapes: Readonly<Record<string, readonly (number | string)[]>>;
}

const weights = formulaWeights(mobilenetV2Shapes(CLASSES));
const network: FeatureNetwork = {
  architecture: "mobilenet_v2",
  padding: "tensorflow",
  outputStride: 16,
  inputSize: 64,
  enlargedSize: 64,
};

const GRAPHS: Readonly<Record<string, Graph>> = {
  "MobileNetV2 with its classifier": logitsGraph(97, weights, {}),
  "a dilated one with heatmaps": gradCamGraph(128, weights, { outputStride: 8 }),
  "a model that reads": readingGraph(network, weights, layer(14), layer(1)),
  "a model that enlarges": readingGraph(
    { ...network, enlargedSize: 96 },
    weights,
    layer(14),
    layer(1),
  ),
};

const folder = mkdtempSync(join(tmpdir(), "thorascope-onnx-"));
let answers: readonly Answer[];
beforeAll(() => {
  const files = Object.values(GRAPHS).map((graph, index) => {
    const file = join(folder, `${index}.onnx`);
    writeFileSync(file, writeOnnx(graph, { description: "d", properties: { key: "value" } }));
    return file;
  });
  answers = askPython("onnx_check.py", "python3-onnx", { files });
}, PYTHON_TIMEOUT);
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.entries(GRAPHS).map(([name, graph], index) => ({ name, graph, index })))(
  "ONNX's own library finds $name",
  ({ graph, index }) => {
    const answer = () => answers[index] ?? { problem: "no answer", shapes: {} };

    test("valid", () => {
      expect(answer().problem).toBeNull();
    });

    test("to have the shapes that our rules gave", () => {
      const computed = graph.nodes.flatMap(({ outputs }) => outputs);
      const ours = Object.fromEntries(computed.map(({ name, shape }) => [name, shape]));
      const theirs = Object.entries(answer().shapes).filter(([name]) => name in ours);
      // Shapes of files with a Resize are not inferred: see the script.
      const enlarges = graph.nodes.some(({ operator }) => operator.opType === "Resize");
      expect(theirs.length).toBe(enlarges ? 0 : computed.length);
      for (const [name, shape] of theirs) expect([name, shape]).toEqual([name, ours[name]]);
    });
  },
);

function layer(outputs: number): LinearLayer {
  return {
    weight: float32([outputs, 1280], new Float32Array(outputs * 1280).fill(0.01)),
    bias: float32([outputs], new Float32Array(outputs)),
  };
}
