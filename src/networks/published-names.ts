import type { ArchitectureName } from "./architecture.ts";
import type { Weights } from "./weights.ts";

/** How timm lists the inverted residual blocks of a network, and where torchvision has them. */
interface TimmBlocks {
  /** Blocks of the seven stages, as timm counts them. */
  readonly stages: readonly number[];
  /** timm's layers of a block, and torchvision's place of each in it. */
  readonly layers: Readonly<Record<string, string>>;
  /** The same of the only block of the first stage, which does not expand. */
  readonly first: Readonly<Record<string, string>>;
  /** torchvision's name of a block. */
  readonly name: (stage: number, block: number, index: number) => string;
  /** torchvision's name of the last convolution. */
  readonly last: string;
}

const TIMM_BLOCKS: Partial<Readonly<Record<ArchitectureName, TimmBlocks>>> = {
  mobilenet_v2: {
    stages: [1, 2, 3, 4, 3, 3, 1],
    layers: {
      conv_pw: "0.0",
      bn1: "0.1",
      conv_dw: "1.0",
      bn2: "1.1",
      conv_pwl: "2",
      bn3: "3",
    },
    first: { conv_dw: "0.0", bn1: "0.1", conv_pw: "1", bn2: "2" },
    name: (_stage, _block, index) => `features.${index + 1}.conv`,
    last: "features.18",
  },
  efficientnet_b0: {
    stages: [1, 2, 2, 3, 3, 4, 1],
    layers: {
      conv_pw: "0.0",
      bn1: "0.1",
      conv_dw: "1.0",
      bn2: "1.1",
      "se.conv_reduce": "2.fc1",
      "se.conv_expand": "2.fc2",
      conv_pwl: "3.0",
      bn3: "3.1",
    },
    first: {
      conv_dw: "0.0",
      bn1: "0.1",
      "se.conv_reduce": "1.fc1",
      "se.conv_expand": "1.fc2",
      conv_pw: "2.0",
      bn2: "2.1",
    },
    name: (stage, block) => `features.${stage + 1}.${block}.block`,
    last: "features.8",
  },
};

/**
 * The same weights under torchvision's names of today, whoever named them:
 *
 * - DenseNets of before PyTorch 0.4, and CheXNet's: `norm.1` for `norm1` (torchvision renames them too),
 * - timm's MobileNetV2 and EfficientNet-B0 (`blocks.1.0.conv_pw` ..); its DenseNets and ResNets have
 *   torchvision's names, and its ViT is the one that we have.
 *
 * Counters of batch norm are left out: nothing depends on them.
 */
export function torchvisionNames(weights: Weights, architecture: ArchitectureName): Weights {
  const timm = TIMM_BLOCKS[architecture];
  const rename = timm === undefined ? oldDenseNetName : fromTimmName(timmLayers(timm));
  return new Map(
    [...weights]
      .filter(([name]) => !name.endsWith("num_batches_tracked"))
      .map(([name, tensor]) => [rename(name), tensor]),
  );
}

function oldDenseNetName(name: string): string {
  return name.replace(/(\.denselayer\d+\.(?:norm|conv))\.([12]\.)/, "$1$2");
}

/** A name with one of timm's layers at its end, whatever stands before it. */
function fromTimmName(layers: ReadonlyMap<string, string>): (name: string) => string {
  return (name) => {
    const match = /^(.*?)((?:conv_|bn|blocks\.)[\w.]+)\.(\w+)$/.exec(name);
    const [, prefix = "", layer = "", kind = ""] = match ?? [];
    const own = layers.get(layer);
    return own === undefined ? name : `${prefix}${own}.${kind}`;
  };
}

/** torchvision's name of every layer of a network of timm's. */
function timmLayers({ stages, layers, first, name, last }: TimmBlocks): Map<string, string> {
  const names = new Map([
    ["conv_stem", "features.0.0"],
    ["bn1", "features.0.1"],
    ["conv_head", `${last}.0`],
    ["bn2", `${last}.1`],
  ]);
  let index = 0;
  for (const [stage, blocks] of stages.entries()) {
    for (let block = 0; block < blocks; block++) {
      const own = name(stage, block, index++);
      for (const [layer, place] of Object.entries(stage === 0 ? first : layers))
        names.set(`blocks.${stage}.${block}.${layer}`, `${own}.${place}`);
    }
  }
  return names;
}
