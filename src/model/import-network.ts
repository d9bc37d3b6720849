import { FINDINGS } from "../findings/index.ts";
import type { Graph } from "../graph/graph.ts";
import { float32 } from "../graph/tensor.ts";
import {
  type ArchitectureName,
  type FeatureNetwork,
  findNetwork,
  type LinearLayer,
  refuseLeftOver,
  type Weights,
} from "../networks/index.ts";
import type { ImportedModelDescription } from "./description.ts";
import { ModelError } from "./errors.ts";
import { outputsOf } from "./labels.ts";
import { ASSUMED_ORDER, detectLayout, LAYOUTS, type LayoutName } from "./layouts.ts";
import { heatmapCells, readingGraph } from "./reading-graph.ts";

/** What is to be imported, and what only its owner can know of it. */
export interface ImportRequest {
  readonly weights: Weights;
  readonly architecture: ArchitectureName;
  /** Detected where the network's shape gives it away. */
  readonly layout?: LayoutName | undefined;
  /** The outputs in order, instead of the layout's. */
  readonly labels?: readonly string[] | undefined;
  /** Rows and columns of its input, instead of the layout's. */
  readonly inputSize?: number | undefined;
  readonly name: string;
  readonly source: ImportedModelDescription["imported"]["source"];
}

/** A model as it can be written to a folder. */
export interface ImportedNetwork {
  readonly graph: Graph;
  readonly description: Omit<ImportedModelDescription, "graph">;
}

/**
 * Makes a model of somebody else's classifier: the same graph as of a trained one, so that everything reads
 * with it. An output of the network goes to the finding that its label stands for; findings that it does
 * not know get a logit of 0 that nobody is shown.
 */
export function importNetwork(request: ImportRequest): ImportedNetwork {
  const { weights, architecture, name, source } = request;
  const found = findNetwork(weights, architecture);
  if (found.classifier === null) {
    throw new ModelError(
      "MODEL_LABELS",
      `${source.file} has no classifier on the mean of its last map: it ends before one, or, as timm's vision transformers do, reads a class token. Import it for training with --weights-only.`,
      { file: source.file },
    );
  }
  const layoutName = request.layout ?? detectLayout(found);
  const outputs = found.classifier.bias.data.length;
  if (layoutName === null) throw unknownLayout(source.file, outputs, found.channels);
  const layout = LAYOUTS[layoutName];
  const named = request.labels ?? layout.labels;
  const isAssumed = named === null && outputs === FINDINGS.length;
  const labels = isAssumed ? FINDINGS : named;
  if (labels?.length !== outputs) throw wrongLabels(source.file, outputs, labels);

  const inputSize = request.inputSize ?? layout.inputSize(architecture);
  const { inputRange } = layout;
  const network: FeatureNetwork = {
    architecture,
    padding: "symmetric",
    outputStride: 32,
    inputSize,
    enlargedSize: inputSize,
    inputRange,
  };
  const places = outputsOf(labels);
  const graph = readingGraph(network, found.weights, rearranged(found.classifier, places), null);
  refuseLeftOver(found, new Set(graph.constants.map((constant) => constant.name)), architecture);
  return {
    graph,
    description: {
      format: 1,
      name,
      version: source.sha256.slice(0, 12),
      title: `${architecture}, imported from ${layout.title}`,
      input: { size: inputSize },
      heatmaps: { ...heatmapCells(graph), method: "Grad-CAM of the last map, closed form" },
      findings: FINDINGS.map((finding, index) => {
        const output = places[index] ?? null;
        return { finding, label: output === null ? null : (labels[output] ?? null) };
      }),
      imported: {
        architecture,
        layout: layoutName,
        inputRange,
        labels: [...labels],
        source,
        notes: isAssumed ? [ASSUMED_ORDER, ...layout.notes] : [...layout.notes],
      },
    },
  };
}

/** The rows of a layer in another order; rows of zeros where there is none. */
function rearranged(
  { weight, bias }: LinearLayer,
  places: readonly (number | null)[],
): LinearLayer {
  const features = weight.shape[1] ?? 0;
  const row = (place: number | null) =>
    place === null
      ? new Float32Array(features)
      : weight.data.subarray(place * features, (place + 1) * features);
  const rows = new Float32Array(places.length * features);
  for (const [index, place] of places.entries()) rows.set(row(place), index * features);
  return {
    weight: float32([places.length, features], rows),
    bias: float32(
      [places.length],
      places.map((place) => (place === null ? 0 : (bias.data[place] ?? Number.NaN))),
    ),
  };
}

function unknownLayout(file: string, outputs: number, channels: number): ModelError {
  return new ModelError(
    "MODEL_LABELS",
    `${file}: a network of ${channels} channel(s) with ${outputs} outputs could be anybody's. Name its layout with --layout (${Object.keys(LAYOUTS).join(", ")}) and, where that does not say it, its outputs in order with --labels.`,
    { file, outputs, channels },
  );
}

function wrongLabels(
  file: string,
  outputs: number,
  labels: readonly string[] | null | undefined,
): ModelError {
  return new ModelError(
    "MODEL_LABELS",
    `${file}: the network has ${outputs} outputs, but ${labels ? `${labels.length} names were given` : "nothing says what they are"}. Name them in order with --labels, separated by commas, empty where one means nothing.`,
    { file, outputs, labels },
  );
}
