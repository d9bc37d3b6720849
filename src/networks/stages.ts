import { ARCHITECTURES, type Architecture, type ArchitectureName } from "./architecture.ts";
import { WeightsError } from "./errors.ts";
import { parameterShapes } from "./parameter-shapes.ts";

/**
 * Names of a network's tensors in groups in order of depth: the stem, one group per stage of blocks (of a
 * ViT: per block), what stands behind them. The classifier comes after them all and is not listed.
 *
 * For learning rates that fall towards the stem and for unfreezing from the last stage on. Howard and Ruder,
 * "Universal Language Model Fine-tuning for Text Classification", ACL 2018.
 */
export function stages(architecture: ArchitectureName): readonly (readonly string[])[] {
  const groups = ARCHITECTURES[architecture].stages.map((): string[] => []);
  for (const name of parameterShapes(architecture).keys())
    groups[stageOf(architecture, name)]?.push(name);
  return groups;
}

/** Number of stages, the classifier's counted: that is the last, `stageCount(..) - 1`. */
export function stageCount(architecture: ArchitectureName): number {
  return ARCHITECTURES[architecture].stages.length + 1;
}

/**
 * The stage of a tensor: 0 for the stem, `stageCount(..) - 1` for a classifier, which is called as torchvision
 * or timm call it or `head`. Throws `WEIGHT_MISSING` for a name that the network has no place for.
 */
export function stageOf(architecture: ArchitectureName, name: string): number {
  const { stages: groups, classifier }: Architecture = ARCHITECTURES[architecture];
  const stage = groups.findIndex((starts) => starts.some((start) => name.startsWith(start)));
  if (stage >= 0) return stage;
  if ([classifier, "head"].some((head) => name.startsWith(`${head}.`))) return groups.length;
  throw new WeightsError(
    "WEIGHT_MISSING",
    `${architecture} has no tensor "${name}", so it belongs to no stage; its names begin with ${groups.flat().slice(0, 3).join(", ")} ..`,
    { architecture, name },
  );
}
