import type { ChestDescription } from "./description.ts";
import type { Posture } from "./frame.ts";
import { addMesh } from "./mesh.ts";
import type { Raster } from "./raster.ts";
import { inset, type Station, sweep } from "./sweep.ts";

/** A bone as a sweep with a dense cortex and spongy marrow. */
export interface Bone {
  readonly stations: readonly Station[];
  /** Thickness of the cortex in millimetres. */
  readonly cortex: number;
  /** Mineral of the marrow as a share of the cortex's. */
  readonly marrow: number;
}

/** Adds bones to a raster as millimetres of solid cortical bone. */
export function addBones(
  raster: Raster,
  chest: ChestDescription,
  posture: Posture,
  bones: readonly Bone[],
): void {
  const density = chest.anatomy.boneDensity;
  for (const { stations, cortex, marrow } of bones) {
    const placed = stations.map((station) => ({
      ...station,
      center: posture.place(station.center),
    }));
    addMesh(raster, sweep(placed), density);
    addMesh(raster, sweep(inset(placed, cortex)), -density * (1 - marrow));
  }
}
