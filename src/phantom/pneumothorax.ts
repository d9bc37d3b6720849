import { smoothStep } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import type { Lesion } from "./lesion.ts";
import type { Collapse } from "./lungs.ts";

/** How far each lung has drawn back, if any has: most at the apex, hardly at the base, which is held. */
export function collapseOf(
  chest: ChestDescription,
  lesions: readonly Lesion[],
): Collapse | undefined {
  const collapsed = lesions.filter((lesion) => lesion.finding === "Pneumothorax");
  if (collapsed.length === 0) return undefined;
  return (side, y) => {
    const lesion = collapsed.find((candidate) => candidate.side === side);
    if (lesion === undefined) return 0;
    const fallen = smoothStep(chest.anatomy.inspiration, 10, y);
    return lesion.gap * (0.12 + 0.88 * fallen);
  };
}
