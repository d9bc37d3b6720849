/**
 * Our side of bench/training.ts, a process of its own so that its memory is its own.
 *
 * Arguments: network, image size, batch, threads, path of a safetensors file with weights and a batch. Reads
 * numbers of steps from standard input, one a line, and answers as bench/pytorch-training.py does.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { InferenceSession, Tensor as OnnxTensor } from "onnxruntime-node";
import { float32, Graph, type Tensor, writeOnnx } from "../src/graph/index.ts";
import { ARCHITECTURES, linearClassifier, readSafetensors } from "../src/networks/index.ts";
import { adam } from "../src/training/optimizers/index.ts";
import { trainingGraph } from "../test/graph/training-graph.ts";

const CLASSES = 14;
const LEARNING_RATE = 1e-4;
const CLASSIFIERS = { mobilenet_v2: "classifier.1", densenet121: "classifier" } as const;

const [name, size, batch, threads, path = ""] = process.argv.slice(2);
const network = name as keyof typeof CLASSIFIERS;
const { tensors } = readSafetensors(readFileSync(path));
const step = await makeStep(network, Number(size), Number(batch), Number(threads), tensors);
process.stdout.write("{}\n");
for await (const line of createInterface({ input: process.stdin })) {
  const seconds: number[] = [];
  const losses: number[] = [];
  for (let done = 0; done < Number(line); done++) {
    const start = performance.now();
    losses.push(await step());
    seconds.push((performance.now() - start) / 1000);
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ seconds, losses, peakMegabytes })}\n`);
}

/** Forward, backward and Adam over flat arrays that the graph reads and writes; gives the loss. */
async function makeStep(
  architecture: keyof typeof CLASSIFIERS,
  pixels: number,
  images: number,
  intraOpNumThreads: number,
  weights: ReadonlyMap<string, Tensor<"float32">>,
): Promise<() => Promise<number>> {
  const source = new Graph(architecture);
  const maps = ARCHITECTURES[architecture].features(
    source.input("images", [images, 3, pixels, pixels]),
    weights,
    {},
  );
  const logits = linearClassifier(maps, weights, CLASSIFIERS[architecture], CLASSES);
  const { graph, learned } = trainingGraph(source, logits, weights, "training");
  const session = await InferenceSession.create(writeOnnx(graph), {
    intraOpNumThreads,
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  const parameters = learned.map((one) => weights.get(one) ?? float32([0], []));
  const total = parameters.reduce((sum, { data }) => sum + data.length, 0);
  const [values, gradient] = [new Float32Array(total), new Float32Array(total)];
  const loss = new OnnxTensor("float32", new Float32Array(1), []);
  const feeds: Record<string, OnnxTensor> = {
    images: onnxTensor(weights.get("bench.images")),
    targets: onnxTensor(weights.get("bench.targets")),
    scale: new OnnxTensor("float32", [1], []),
  };
  const fetches: Record<string, OnnxTensor> = { loss };
  let reached = 0;
  for (const [index, { data, shape }] of parameters.entries()) {
    const [from, to] = [reached, reached + data.length];
    values.set(data, from);
    feeds[learned[index] ?? ""] = new OnnxTensor("float32", values.subarray(from, to), shape);
    const own = new OnnxTensor("float32", gradient.subarray(from, to), shape);
    fetches[`gradient.${learned[index]}`] = own;
    reached = to;
  }
  const optimizer = adam(total);
  const everything = [{ from: 0, to: total, rateFactor: 1, weightDecay: 0 }];
  return async () => {
    await session.run(feeds, fetches);
    optimizer.step(values, gradient, LEARNING_RATE, everything);
    return Number(loss.data[0]);
  };
}

function onnxTensor(tensor: Tensor<"float32"> | undefined): OnnxTensor {
  if (tensor === undefined) throw new Error("The file has no batch.");
  return new OnnxTensor("float32", tensor.data, tensor.shape);
}
