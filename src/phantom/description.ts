import { type Random, randomStream } from "./random.ts";

/** The body that a phantom has; lengths in millimetres. */
export interface Anatomy {
  readonly sex: "female" | "male";
  /** Years. */
  readonly age: number;
  /** Length of the bony thorax relative to the average. */
  readonly stature: number;
  /** Inner width of the thorax where it is widest. */
  readonly thoraxWidth: number;
  /** Inner depth of the thorax from back to front. */
  readonly thoraxDepth: number;
  /** From the apex of the lungs down to the right dome of the diaphragm. */
  readonly inspiration: number;
  /** How far each dome falls to the wall: deep when curved, shallow when the lung is overinflated. */
  readonly domeHeight: number;
  /** Density of the lung between its vessels relative to water. */
  readonly lungDensity: number;
  /** How much higher the right dome stands than the left. */
  readonly domeDifference: number;
  /** Subcutaneous fat on the trunk. */
  readonly fat: number;
  /** Muscle over the ribs. */
  readonly muscle: number;
  /** Thickness of the breasts from back to front, 0 for none. */
  readonly breast: number;
  /** Widest heart by inner width of the thorax. */
  readonly cardiothoracicRatio: number;
  /** How far the ageing aorta has unfolded, 0..1. */
  readonly aorticUnfolding: number;
  /** Sideways deviation of the spine. */
  readonly scoliosis: number;
  /** Relative drop of the ribs from back to front. */
  readonly ribSlope: number;
  /** Mineral in bone relative to a young adult. */
  readonly boneDensity: number;
  /** Width of the pulmonary vessels relative to the average. */
  readonly vascularity: number;
  /** Radius of the gas under the left dome, 0 for none. */
  readonly gastricBubble: number;
}

/** How the patient stands and how the picture is taken. */
export interface Exposure {
  /** Turn of the patient about the long axis, in degrees. */
  readonly rotation: number;
  /** Angle of the upper arms away from the trunk, in degrees. */
  readonly armAbduction: number;
  /** Width of the detector in millimetres, and where its upper edge and its middle lie. */
  readonly fieldWidth: number;
  readonly fieldTop: number;
  readonly fieldMiddle: number;
  /** Photons per square millimetre in the open beam. */
  readonly photons: number;
  /** Scattered share of the signal behind the trunk, after the grid. */
  readonly scatter: number;
  /** Sigma of the detector's blur in millimetres. */
  readonly blur: number;
  /** Lightness: shifts the film curve. */
  readonly brightness: number;
  /** Steepness of the film curve. */
  readonly contrast: number;
  /** How strongly processing evens out large differences, 0..1. */
  readonly equalization: number;
  /** How strongly processing lifts edges. */
  readonly sharpening: number;
  /** Unexposed border left by the collimator, as a share of the picture: left, top, right, bottom. */
  readonly collimation: readonly [left: number, top: number, right: number, bottom: number];
}

/** Everything that makes one phantom differ from another. */
export interface ChestDescription {
  /** Seeds what is not described by number: the branching of vessels, texture, noise. */
  readonly seed: number;
  readonly anatomy: Anatomy;
  readonly exposure: Exposure;
  /** Which of several pictures of the same chest this is, 0 if not given: each has noise of its own. */
  readonly take?: number;
}

/** Draws a chest. The same seed always gives the same chest. */
export function describeChest(seed: number): ChestDescription {
  return {
    seed,
    anatomy: drawAnatomy(randomStream(seed, "anatomy")),
    exposure: drawExposure(randomStream(seed, "exposure")),
  };
}

/**
 * Ranges of adult anatomy, chosen by us to be plausible rather than fitted to a population.
 *
 * Women's thoraces are smaller in every direction (Bellemare et al., "Sex differences in thoracic
 * dimensions and configuration", Am. J. Respir. Crit. Care Med. 168, 2003). The right dome stands above
 * the left in most people (Felson, "Chest Roentgenology", 1973). A cardiothoracic ratio up to 0.50 is
 * normal (Danzer, "The cardiothoracic ratio", Am. J. Med. Sci. 157, 1919).
 */
function drawAnatomy(random: Random): Anatomy {
  const sex = random.chance(0.47) ? "female" : "male";
  const female = sex === "female";
  const age = Math.round(random.between(19, 88));
  const ageing = (age - 19) / 69;
  const habitus = random.next() ** 1.5;
  const stature = random.around(female ? 0.95 : 1.02, 0.03);
  return {
    sex,
    age,
    stature,
    thoraxWidth: random.around(female ? 262 : 288, 9),
    thoraxDepth: random.around(female ? 172 : 198, 9) + 14 * ageing + 10 * habitus,
    inspiration: stature * random.between(188, 228),
    domeDifference: random.between(5, 24),
    domeHeight: stature * random.between(50, 60),
    lungDensity: random.between(0.2, 0.28),
    fat: (female ? 11 : 7) + 24 * habitus,
    muscle: random.around(female ? 11 : 16, 2),
    breast: female ? random.between(12, 30) + 28 * habitus : 0,
    cardiothoracicRatio: random.around(0.43, 0.025) + 0.03 * ageing,
    aorticUnfolding: Math.min(1, Math.max(0, ageing * 1.2 - 0.3 + random.around(0, 0.12))),
    scoliosis: random.around(0, 4),
    ribSlope: random.around(1, 0.07),
    boneDensity: random.around(1, 0.06) - 0.28 * ageing * (female ? 1 : 0.6),
    vascularity: random.around(1.08, 0.08),
    gastricBubble: random.chance(0.75) ? random.between(12, 30) : 0,
  };
}

/**
 * The same patient on another day: same body, but breathed in, positioned and exposed anew.
 *
 * @param take 1, 2, ... for the second, third ... picture; 0 is the chest as it was described.
 */
export function retake(chest: ChestDescription, take: number): ChestDescription {
  if (take === 0) return chest;
  const random = randomStream(chest.seed, `take ${take}`);
  const { inspiration, gastricBubble, stature } = chest.anatomy;
  const breath = stature * random.around(0, 7);
  return {
    ...chest,
    take,
    anatomy: {
      ...chest.anatomy,
      inspiration: Math.min(228 * stature, Math.max(180 * stature, inspiration + breath)),
      gastricBubble: random.chance(0.5) ? gastricBubble : random.between(0, 1) * 28,
    },
    exposure: drawExposure(random.branch()),
  };
}

/**
 * The same chest taken at the bedside, from front to back (AP) rather than from back to front (PA).
 *
 * The heart is farther from the detector and looks larger, the patient breathes in less and lies less
 * straight, shoulder blades lie over the lungs, and there is more scatter (de Lacey, Morley and Berman, "The
 * Chest X-Ray: A Survival Guide", 2008). So a heart that looks large need not be.
 */
export function bedside(chest: ChestDescription): ChestDescription {
  const random = randomStream(chest.seed, `bedside ${chest.take ?? 0}`);
  const { anatomy, exposure } = chest;
  return {
    ...chest,
    anatomy: {
      ...anatomy,
      inspiration: anatomy.inspiration - anatomy.stature * random.between(4, 20),
      cardiothoracicRatio: anatomy.cardiothoracicRatio * random.between(1.03, 1.1),
    },
    exposure: {
      ...exposure,
      rotation: random.around(0, 3),
      armAbduction: random.between(8, 20),
      photons: exposure.photons * 0.5,
      scatter: Math.min(0.4, exposure.scatter + random.between(0.03, 0.08)),
      contrast: exposure.contrast * random.between(0.85, 1),
    },
  };
}

/** Ranges of positioning and technique, as seen in everyday radiographs. */
function drawExposure(random: Random): Exposure {
  const border = () => (random.chance(0.12) ? random.between(0.004, 0.03) : 0);
  return {
    rotation: random.around(0, 1.6),
    armAbduction: random.between(12, 42),
    fieldWidth: random.between(352, 405),
    fieldTop: random.between(-52, -32),
    fieldMiddle: random.around(0, 6),
    photons: random.between(500000, 1500000),
    scatter: random.between(0.18, 0.32),
    blur: random.between(0.14, 0.24),
    brightness: random.around(0, 0.05),
    contrast: random.around(1, 0.1),
    equalization: random.between(0.25, 0.5),
    sharpening: random.between(0.7, 1.5),
    collimation: [border(), border(), border(), border()],
  };
}
