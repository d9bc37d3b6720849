import type { Finding } from "../findings/index.ts";
import { castGas } from "./abdomen.ts";
import { castAirways } from "./airways.ts";
import type { MaterialPaths } from "./attenuation.ts";
import { castBody } from "./body.ts";
import { addBones } from "./bone.ts";
import { type Box, boxAround } from "./box.ts";
import type { ChestDescription } from "./description.ts";
import { type Posture, postureOf } from "./frame.ts";
import { type Lesion, withChangedOrgans } from "./lesion.ts";
import { castLungs, type LungPaths } from "./lungs.ts";
import { castHeart } from "./mediastinum.ts";
import { castOpacity } from "./opacity.ts";
import { collapseOf } from "./pneumothorax.ts";
import { emptyLike, type Raster } from "./raster.ts";
import { ribsOf } from "./ribs.ts";
import { shouldersOf } from "./shoulder.ts";
import { spineOf } from "./spine.ts";
import { texture } from "./texture.ts";
import { type Thorax, thoraxOf } from "./thorax.ts";
import { castVessels } from "./vessels.ts";

/** Everything the rays pass through, and where the lesions lie. */
export interface CastPatient {
  readonly materials: MaterialPaths;
  readonly lesions: readonly { readonly finding: Finding; readonly box: Box }[];
}

/** Part of a lesion's greatest depth from which it counts as visible. */
const VISIBLE = 0.15;

/** Casts all organs and lesions of a patient. */
export function castPatient(
  healthy: ChestDescription,
  rays: Raster,
  lesions: readonly Lesion[],
): CastPatient {
  const chest = withChangedOrgans(healthy, lesions);
  const posture = postureOf(chest);
  const thorax = thoraxOf(chest);
  const body = castBody(chest, thorax, posture, rays);
  const lungs = castLungs(chest, thorax, posture, rays, collapseOf(chest, lesions));
  const filled = emptyLike(rays);
  const found = lesions.flatMap((lesion) => {
    const around = { chest, thorax, posture, lung: lungs.lung };
    const opacity = castOpacity(lesion, around);
    if (opacity !== undefined) addInto(filled, opacity);
    const map = opacity ?? organMap(lesion, chest, posture, lungs);
    const box = map && boxAround(map, VISIBLE);
    return box === undefined ? [] : [{ finding: lesion.finding, box }];
  });
  const bone = castSkeleton(chest, thorax, posture, rays);
  const soft = emptyLike(rays);
  const vessels = emptyLike(rays);
  castVessels(chest, thorax, posture, vessels);
  const air = emptyLike(rays);
  castAirways(chest, posture, air);
  castGas(chest, thorax, posture, air);
  mixSoftTissue(soft, { chest, body, lungs, filled, bone, vessels, air });
  return { materials: { soft, fat: body.fat, bone }, lesions: found };
}

function castSkeleton(
  chest: ChestDescription,
  thorax: Thorax,
  posture: Posture,
  rays: Raster,
): Raster {
  const bone = emptyLike(rays);
  addBones(bone, chest, posture, [
    ...ribsOf(chest, thorax),
    ...spineOf(chest, thorax),
    ...shouldersOf(chest),
  ]);
  return bone;
}

/** Where a lesion that changes an organ shows: the heart, the air beside the lung, the lungs. */
function organMap(
  lesion: Lesion,
  chest: ChestDescription,
  posture: Posture,
  lungs: LungPaths,
): Raster | undefined {
  switch (lesion.finding) {
    case "Cardiomegaly":
      return castHeart(chest, posture, lungs.lung);
    case "Pneumothorax":
      return lungs.pleuralAir;
    case "Emphysema":
      return lungs.lung;
    default:
      return undefined;
  }
}

function addInto(sum: Raster, part: Raster): void {
  part.values.forEach((value, index) => {
    sum.values[index] = (sum.values[index] ?? 0) + value;
  });
}

/** Vessels that overlap count less and less, as vessels cannot run through one another. */
const VESSEL_DEPTH = 34;

/** Gas shows fully behind this much tissue; behind less there is no room for it. */
const GAS_COVER = 60;

/** Soft tissue is what is left of the body: no fat, bone, gas, or air of the lungs. */
function mixSoftTissue(
  soft: Raster,
  parts: {
    readonly chest: ChestDescription;
    readonly body: { readonly whole: Raster; readonly fat: Raster };
    readonly lungs: LungPaths;
    readonly filled: Raster;
    readonly bone: Raster;
    readonly vessels: Raster;
    readonly air: Raster;
  },
): void {
  const { chest, body, lungs, filled, bone, vessels, air } = parts;
  const density = chest.anatomy.lungDensity;
  const lungTexture = texture(chest.seed, 7, 4, 0.8);
  const muscleTexture = texture(chest.seed + 1, 30, 3);
  for (let index = 0; index < soft.values.length; index++) {
    const whole = body.whole.values[index] ?? 0;
    if (whole === 0) continue;
    const x = soft.left + (index % soft.columns) * soft.spacing;
    const y = soft.top + Math.floor(index / soft.columns) * soft.spacing;
    const lean = whole - (body.fat.values[index] ?? 0) - (bone.values[index] ?? 0);
    let tissue = lean * (1 + 0.04 * muscleTexture(x, y));
    const lung = lungs.lung.values[index] ?? 0;
    if (lung > 0) {
      const aerated = lung - Math.min(lung, filled.values[index] ?? 0);
      const vessel = vessels.values[index] ?? 0;
      const blood = VESSEL_DEPTH * (1 - Math.exp(-vessel / VESSEL_DEPTH)) * Math.min(1, lung / 100);
      const spongy = density * (1 + 0.13 * lungTexture(x, y));
      tissue -= aerated * (1 - spongy) - blood * (1 - density) * (aerated / lung);
    }
    tissue -= lungs.pleuralAir.values[index] ?? 0;
    const gas = air.values[index] ?? 0;
    soft.values[index] = tissue - gas * Math.min(1, Math.max(0, tissue / GAS_COVER));
  }
}
