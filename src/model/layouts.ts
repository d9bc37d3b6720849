import { FINDINGS } from "../findings/index.ts";
import type { ArchitectureName, FoundNetwork, InputRange } from "../networks/index.ts";

/** How somebody's classifiers take radiographs, and what their outputs are called. */
export interface Layout {
  readonly title: string;
  readonly inputRange: InputRange;
  /** Outputs in the network's order, empty for one that was not trained; null where they vary. */
  readonly labels: readonly string[] | null;
  /** Rows and columns that the network was trained on. */
  readonly inputSize: (architecture: ArchitectureName) => number;
  /** What differs from how its authors use it. */
  readonly notes: readonly string[];
}

/** Said of a network whose outputs nobody named. */
export const ASSUMED_ORDER =
  "Nothing names its 14 outputs: they were taken for ChestX-ray14's findings, in that order. If they are others, import it again with --labels.";

const STRETCHED =
  "Thorascope stretches the whole radiograph to a square, where its authors crop the middle.";

export const LAYOUTS = {
  /** torchvision's habits: ImageNet's range, any outputs. */
  torchvision: {
    title: "a classifier on a torchvision network",
    inputRange: "imagenet",
    labels: null,
    inputSize: () => 224,
    notes: [],
  },
  /**
   * Cohen et al., "TorchXRayVision: A library of chest X-ray datasets and models", MIDL 2022. Its
   * `op_norm`, which bends probabilities so that each operating point lies at 0.5, is left out.
   */
  torchxrayvision: {
    title: "TorchXRayVision",
    inputRange: "torchxrayvision",
    labels: [
      "Atelectasis",
      "Consolidation",
      "Infiltration",
      "Pneumothorax",
      "Edema",
      "Emphysema",
      "Fibrosis",
      "Effusion",
      "Pneumonia",
      "Pleural_Thickening",
      "Cardiomegaly",
      "Nodule",
      "Mass",
      "Hernia",
      "Lung Lesion",
      "Fracture",
      "Lung Opacity",
      "Enlarged Cardiomediastinum",
    ],
    inputSize: (architecture) => (architecture.startsWith("resnet") ? 512 : 224),
    notes: [
      STRETCHED,
      "Probabilities are the logistic function of the raw logits, without TorchXRayVision's op_norm: they are not the numbers that its own examples print.",
      "TorchXRayVision's weights for single data sets have outputs that were never trained; import them by their names in `thorascope models list`, or name the trained outputs with --labels.",
    ],
  },
  /**
   * Rajpurkar et al., "CheXNet", 2017, in the form of its reimplementations: DenseNet-121 with 14 outputs
   * in ChestX-ray14's order.
   */
  chexnet: {
    title: "CheXNet",
    inputRange: "imagenet",
    labels: FINDINGS,
    inputSize: () => 224,
    notes: [
      "Thorascope stretches the whole radiograph to a square, where its authors average ten crops of 224 pixels from 256.",
    ],
  },
} as const satisfies Readonly<Record<string, Layout>>;

export type LayoutName = keyof typeof LAYOUTS;

/** Tells whether a name is one of a layout. */
export function isLayout(name: string): name is LayoutName {
  return Object.hasOwn(LAYOUTS, name);
}

/**
 * The layout that a network's shape gives away; null where it could be anything. Three channels and 14
 * outputs are taken for ChestX-ray14's findings in their order, which is said wherever the model is shown.
 */
export function detectLayout({ classifier, channels, prefix }: FoundNetwork): LayoutName | null {
  const outputs = classifier?.bias.shape[0];
  if (channels === 1 && outputs === LAYOUTS.torchxrayvision.labels.length) return "torchxrayvision";
  if (channels !== 3 || outputs !== FINDINGS.length) return null;
  return /(^|\.)densenet121\.$/.test(prefix) ? "chexnet" : "torchvision";
}
