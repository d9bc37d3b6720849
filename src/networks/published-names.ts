import type { ArchitectureName } from "./architecture.ts";
import type { Weights } from "./weights.ts";

/** Blocks of MobileNetV2's seven stages, as timm counts them. */
const MOBILENET_STAGES = [1, 2, 3, 4, 3, 3, 1] as const;

/** timm's layers of an inverted residual block, in torchvision's order. */
const EXPANDED = ["conv_pw", "bn1", "conv_dw", "bn2", "conv_pwl", "bn3"] as const;
const FIRST = ["conv_dw", "bn1", "conv_pw", "bn2"] as const;

/** Where torchvision has them in the block. */
const EXPANDED_PLACES = ["0.0", "0.1", "1.0", "1.1", "2", "3"] as const;
const FIRST_PLACES = ["0.0", "0.1", "1", "2"] as const;

/**
 * The same weights under torchvision's names of today, whoever named them:
 *
 * - DenseNets of before PyTorch 0.4, and CheXNet's: `norm.1` for `norm1` (torchvision renames them too),
 * - timm's MobileNetV2 (`blocks.1.0.conv_pw` ..); its DenseNets and ResNets have torchvision's names.
 *
 * Counters of batch norm are left out: nothing depends on them.
 */
export function torchvisionNames(weights: Weights, architecture: ArchitectureName): Weights {
  const rename =
    architecture === "mobilenet_v2" ? timmMobileNetName(timmMobileNetLayers()) : oldDenseNetName;
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
function timmMobileNetName(layers: ReadonlyMap<string, string>): (name: string) => string {
  return (name) => {
    const match = /^(.*?)((?:conv_|bn|blocks\.)[\w.]+)\.(\w+)$/.exec(name);
    const [, prefix = "", layer = "", kind = ""] = match ?? [];
    const own = layers.get(layer);
    return own === undefined ? name : `${prefix}${own}.${kind}`;
  };
}

/** torchvision's name of every layer of timm's MobileNetV2. */
function timmMobileNetLayers(): ReadonlyMap<string, string> {
  const layers = new Map([
    ["conv_stem", "features.0.0"],
    ["bn1", "features.0.1"],
    ["conv_head", "features.18.0"],
    ["bn2", "features.18.1"],
  ]);
  let index = 1;
  for (const [stage, blocks] of MOBILENET_STAGES.entries()) {
    const [theirs, places] = stage === 0 ? [FIRST, FIRST_PLACES] : [EXPANDED, EXPANDED_PLACES];
    for (let block = 0; block < blocks; block++) {
      for (const [layer, name] of theirs.entries())
        layers.set(`blocks.${stage}.${block}.${name}`, `features.${index}.conv.${places[layer]}`);
      index++;
    }
  }
  return layers;
}
