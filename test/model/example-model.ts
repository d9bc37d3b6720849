import { FINDINGS } from "../../src/findings/index.ts";
import { float32, Graph, linear, matMul, relu, reshape, writeOnnx } from "../../src/graph/index.ts";
import type {
  OutputDescription,
  RankingDescription,
  TrainedModelDescription,
} from "../../src/model/index.ts";

/** Figures that differ everywhere, so that a mix-up shows: every one has three digits of its own. */
export function exampleDescription(): Omit<TrainedModelDescription, "graph"> {
  let last = 100;
  const next = () => ++last / 1000;
  const interval = () => ({ low: next(), high: next() });
  const ranking = (): RankingDescription => ({
    radiographs: 9000 + ++last,
    patients: 5000 + ++last,
    positives: 2000 + ++last,
    auroc: { value: next(), interval: interval() },
    averagePrecision: next(),
  });
  const share = () => ({ value: next(), correct: ++last, of: 4000, interval: interval() });
  const output = (): OutputDescription => ({
    calibration: { method: "platt", slope: 0.5 + next(), intercept: -next() },
    prevalence: next(),
    operatingPoint: {
      probability: next(),
      rule: "made up",
      sensitivity: share(),
      specificity: share(),
    },
    crossValidation: ranking(),
    heldOut: ranking(),
  });
  const summary = (population: string) => ({
    population,
    radiographs: 30_000 + ++last,
    patients: 20_000 + ++last,
    meanAuroc: { value: next(), interval: interval(), findings: 14 },
    meanAurocOfFrequent: { value: next(), interval: interval(), findings: 13 },
    brierScore: next(),
    calibrationError: next(),
  });
  return {
    format: 1,
    name: "example",
    version: "4.5.6",
    title: "A made-up model",
    input: { size: 16 },
    heatmaps: { rows: 2, columns: 3, method: "made-up maps" },
    findings: FINDINGS.map((finding) => ({ finding, ...output() })),
    abnormal: output(),
    evaluation: { crossValidation: summary("train list"), heldOut: summary("other list") },
    training: {
      recipe: "made-up-recipe",
      seed: 77,
      network: "no network",
      dataset: "made-up radiographs",
      notes: ["First note.", "Second note."],
    },
  };
}

/** Number of pixels that the example's graph sees. */
const PIXELS = 256;

/** Weights of the example's logits and heatmaps: small whole numbers over 64, exact in float32. */
export function exampleWeight(output: number, pixel: number): number {
  return (((output * 31 + pixel * 17) % 23) - 11) / 64;
}

/** A graph of the shape of a model's, each output linear in the pixels; `logit` scales its logits. */
export function exampleGraph(scale = 1): Graph {
  const graph = new Graph("example");
  const pixels = reshape(graph.input("grey", ["batch", 1, 16, 16]), [0, -1]);
  const layer = (name: string, first: number, count: number) => {
    const values = Array.from({ length: count * PIXELS }, (_, index) =>
      exampleWeight(first + Math.floor(index / PIXELS), index % PIXELS),
    );
    const scaled = float32(
      [count, PIXELS],
      values.map((value) => value * scale),
    );
    return linear(
      pixels,
      graph.constant(scaled, `${name}.weight`),
      graph.constant(float32([count], new Float32Array(count)), `${name}.bias`),
    );
  };
  graph.output("logits", layer("findings", 0, 14));
  graph.output("abnormal", layer("any_finding", 14, 1));
  graph.output("heatmaps", relu(reshape(layer("maps", 20, 14 * 6), [0, 14, 2, 3])));
  graph.output(
    "features",
    matMul(pixels, graph.constant(float32([PIXELS, 1], new Float32Array(PIXELS).fill(1)), "sum")),
  );
  return graph;
}

export function exampleOnnx(scale = 1): Uint8Array<ArrayBuffer> {
  return writeOnnx(exampleGraph(scale));
}
