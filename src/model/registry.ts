import type { ArchitectureName, InputRange } from "../networks/index.ts";
import type { LayoutName } from "./layouts.ts";

/**
 * Weights that others have published.
 *
 * Nothing of this was fetched when it was written: addresses are from the publishers' own sources
 * (torchvision 0.14's `models`, TorchXRayVision's `models.py`, the Hugging Face hub), checksums are what
 * they state, and both are unverified until somebody's `thorascope models pull` succeeds.
 */
export interface PublishedWeights {
  readonly name: string;
  readonly what: string;
  readonly address: string;
  readonly licence: string;
  readonly architecture: ArchitectureName;
  /** Null where they are for ImageNet: they begin a training, and read no radiographs. */
  readonly layout: LayoutName | null;
  /** The outputs, where they differ from the layout's; empty for those that were not trained. */
  readonly labels?: readonly string[];
  /** The range of grey that a recipe must name to train from them. */
  readonly inputRange: InputRange;
  /** SHA-256 as published, all of it or, as in torchvision's file names, its first digits; null: unknown. */
  readonly sha256: string | null;
}

const TORCHVISION =
  "BSD-3-Clause (torchvision); trained on ImageNet, whose terms allow non-commercial research";
const TIMM = "trained on ImageNet, whose terms allow non-commercial research";
const XRAY =
  "Apache-2.0 (TorchXRayVision); each data set that they were trained on has terms of its own";

function imageNet(
  architecture: ArchitectureName,
  variant: string,
  digits: string,
): PublishedWeights {
  return {
    name: `torchvision-${architecture.replace("_", "-")}-${variant}`,
    what: `ImageNet, ${variant === "v1" ? "IMAGENET1K_V1" : "IMAGENET1K_V2"}`,
    address: `https://download.pytorch.org/models/${architecture}-${digits}.pth`,
    licence: TORCHVISION,
    architecture,
    layout: null,
    inputRange: "imagenet",
    sha256: digits,
  };
}

function timm(
  architecture: ArchitectureName,
  model: string,
  licence: string,
  sha256: string | null = null,
): PublishedWeights {
  return {
    name: `timm-${model}`,
    what: "ImageNet",
    address: `https://huggingface.co/timm/${model}/resolve/main/model.safetensors`,
    licence: `${licence} (timm); ${TIMM}`,
    architecture,
    layout: null,
    inputRange: "imagenet",
    sha256,
  };
}

/** The 14 outputs that all of TorchXRayVision's data sets share a place for, then its other four. */
const PLACES =
  "Atelectasis,Consolidation,Infiltration,Pneumothorax,Edema,Emphysema,Fibrosis,Effusion,Pneumonia,Pleural_Thickening,Cardiomegaly,Nodule,Mass,Hernia,Lung Lesion,Fracture,Lung Opacity,Enlarged Cardiomediastinum".split(
    ",",
  );
const NIH = PLACES.slice(0, 14);
const CHEXPERT = [
  ..."Atelectasis,Consolidation,Pneumothorax,Edema,Effusion,Pneumonia,Cardiomegaly".split(","),
  ...PLACES.slice(14),
];

/** A DenseNet-121 of TorchXRayVision; outputs that its data set has no labels for were not trained. */
function xray(
  set: string,
  what: string,
  file: string,
  trained: readonly string[],
): PublishedWeights {
  return {
    name: `torchxrayvision-densenet121-${set}`,
    what,
    address: `https://github.com/mlmed/torchxrayvision/releases/download/v1/${file}-densenet121-d121-tw-lr001-rot45-tr15-sc15-seed0-best.pt`,
    licence: XRAY,
    architecture: "densenet121",
    layout: "torchxrayvision",
    labels: PLACES.map((label) => (trained.includes(label) ? label : "")),
    inputRange: "torchxrayvision",
    sha256: null,
  };
}

export const REGISTRY: readonly PublishedWeights[] = [
  imageNet("densenet121", "v1", "a639ec97"),
  imageNet("resnet18", "v1", "f37072fd"),
  imageNet("resnet34", "v1", "b627a593"),
  imageNet("resnet50", "v1", "0676ba61"),
  imageNet("resnet50", "v2", "11ad3fa6"),
  imageNet("mobilenet_v2", "v1", "b0353104"),
  imageNet("mobilenet_v2", "v2", "7ebf99e0"),
  timm("densenet121", "densenet121.tv_in1k", "Apache-2.0"),
  timm("densenet121", "densenet121.ra_in1k", "Apache-2.0"),
  timm("resnet50", "resnet50.tv_in1k", "BSD-3-Clause"),
  timm("resnet18", "resnet18.tv_in1k", "BSD-3-Clause"),
  timm(
    "mobilenet_v2",
    "mobilenetv2_100.ra_in1k",
    "Apache-2.0",
    "55ea4fb3a96010b933710ebf44fc965b070d5cd054d3f35e44f2d1320b4a714e",
  ),
  xray(
    "all",
    "NIH, PadChest, CheXpert, MIMIC-CXR, Google, OpenI, RSNA at 224 px",
    "nih-pc-chex-mimic_ch-google-openi-kaggle",
    PLACES,
  ),
  xray("nih", "NIH ChestX-ray14 at 224 px", "nih", NIH),
  xray("pc", "PadChest at 224 px", "pc", [...NIH, "Fracture"]),
  xray("chex", "CheXpert at 224 px", "chex", CHEXPERT),
  xray("rsna", "RSNA pneumonia challenge at 224 px", "kaggle", ["Pneumonia", "Lung Opacity"]),
  xray("mimic-nb", "MIMIC-CXR, NegBio labels, at 224 px", "mimic_nb", CHEXPERT),
  xray("mimic-ch", "MIMIC-CXR, CheXpert labels, at 224 px", "mimic_ch", CHEXPERT),
  {
    name: "torchxrayvision-resnet50-all",
    what: "PadChest, NIH, RSNA, SIIM, VinDr at 512 px",
    address:
      "https://github.com/mlmed/torchxrayvision/releases/download/v1/pc-nih-rsna-siim-vin-resnet50-test512-e400-state.pt",
    licence: XRAY,
    architecture: "resnet50",
    layout: "torchxrayvision",
    // Its operating points for the other two are not numbers: they were not trained.
    labels: PLACES.map((label) =>
      label === "Lung Lesion" || label === "Enlarged Cardiomediastinum" ? "" : label,
    ),
    inputRange: "torchxrayvision",
    sha256: null,
  },
];

/** The last part of an address: what the file is called. */
export function fileNameOf({ name, address }: PublishedWeights): string {
  const file = address.split("/").at(-1) ?? name;
  // On the hub every file has the same name.
  return file === "model.safetensors" ? `${name}.safetensors` : file;
}

/** Published weights by their own name or the name of their file. */
export function publishedWeights(name: string): PublishedWeights | undefined {
  return REGISTRY.find((entry) => entry.name === name || fileNameOf(entry) === name);
}
