import { showShape } from "../graph/shape.ts";
import type { Tensor } from "../graph/tensor.ts";
import { ARCHITECTURES, type ArchitectureName } from "./architecture.ts";
import { WeightsError } from "./errors.ts";
import { torchvisionNames } from "./published-names.ts";
import type { Weights } from "./weights.ts";

/** One linear layer on pooled features: weight [outputs, features], bias [outputs]. */
export interface LinearLayer {
  readonly weight: Tensor<"float32">;
  readonly bias: Tensor<"float32">;
}

/** A network in somebody's weights. */
export interface FoundNetwork {
  /** Up to the last map, under torchvision's names. */
  readonly weights: Weights;
  /** Null where the weights end before it, or where it reads something else than the mean of the last map. */
  readonly classifier: LinearLayer | null;
  /** Channels of the images it takes. */
  readonly channels: number;
  /** What stood before torchvision's names, e.g. `module.densenet121.`. */
  readonly prefix: string;
}

/** What people call the last layer. */
const CLASSIFIERS =
  "classifier classifier.0 classifier.1 fc fc.0 fc.1 head head.fc last_linear".split(" ");

/**
 * Finds a network in weights that may hold more, under whatever prefix: of `DataParallel` (`module.`), of
 * the model that it is a part of (`densenet121.`, `backbone.`, `model.`) or both.
 *
 * Throws `WEIGHT_MISSING` where its first convolution is nowhere.
 */
export function findNetwork(weights: Weights, architecture: ArchitectureName): FoundNetwork {
  const renamed = torchvisionNames(weights, architecture);
  const { name: stem, outputs, kernel } = ARCHITECTURES[architecture].stem;
  const found = [...renamed].filter(
    ([name, { shape }]) =>
      (name === stem || name.endsWith(`.${stem}`)) &&
      shape.length === 4 &&
      shape[0] === outputs &&
      shape[2] === kernel &&
      shape[3] === kernel,
  );
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const names = [...weights.keys()].slice(0, 3).join(", ");
    throw new WeightsError(
      "WEIGHT_MISSING",
      `${found.length === 0 ? "There is no" : "There is more than one"} ${architecture} in these weights: its first convolution is ${stem} [${outputs}, .., ${kernel}, ${kernel}], ${found.length === 0 ? `and they begin with ${names || "nothing"}` : found.map(([name]) => name).join(" or ")}. Name another network with --network.`,
      { architecture, stem },
    );
  }
  const [name, { shape }] = first;
  const prefix = name.slice(0, -stem.length);
  const own = new Map(
    [...renamed].flatMap(([full, tensor]) =>
      full.startsWith(prefix) ? [[full.slice(prefix.length), tensor] as const] : [],
    ),
  );
  const { publishedPooling, featureCount } = ARCHITECTURES[architecture];
  const isOurs = publishedPooling === "mean";
  const classifier = isOurs ? findClassifier(renamed, prefix, featureCount) : null;
  for (const layer of CLASSIFIERS) {
    for (const kind of ["weight", "bias"]) own.delete(`${layer}.${kind}`);
  }
  return { weights: own, classifier, channels: shape[1] ?? 0, prefix };
}

/** The last layer, beside the network or, where the network is a part of a model, beside that. */
function findClassifier(weights: Weights, prefix: string, features: number): LinearLayer | null {
  for (const place of outward(prefix)) {
    for (const name of CLASSIFIERS) {
      const weight = weights.get(`${place}${name}.weight`);
      const bias = weights.get(`${place}${name}.bias`);
      if (weight?.shape.length !== 2 || weight.shape[1] !== features || bias === undefined)
        continue;
      if (bias.shape.length === 1 && bias.shape[0] === weight.shape[0]) return { weight, bias };
    }
  }
  return null;
}

/** `a.b.`, `a.` and nothing. */
function outward(prefix: string): string[] {
  const parts = prefix.split(".").slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, dropped) =>
    parts
      .slice(0, parts.length - dropped)
      .map((part) => `${part}.`)
      .join(""),
  );
}

/**
 * The weights that a network was built of must be all there are: weights of a deeper one would fit a
 * shallower one by name and shape, and give something else than it.
 */
export function refuseLeftOver(
  { weights }: FoundNetwork,
  used: ReadonlySet<string>,
  architecture: ArchitectureName,
): void {
  const left = [...weights].filter(([name]) => !used.has(name) && !BESIDE.test(name));
  const [first] = left;
  if (first === undefined) return;
  const [name, { shape }] = first;
  throw new WeightsError(
    "WEIGHT_SHAPE",
    `These weights hold ${left.length} tensors that ${architecture} has no place for, e.g. "${name}" ${showShape(shape)}: they belong to another network, which --network must name.`,
    { name, architecture, left: left.length },
  );
}

/** What TorchXRayVision keeps beside its weights. */
const BESIDE = /^(op_threshs|ppv80_thres|upsample\..*)$/;
