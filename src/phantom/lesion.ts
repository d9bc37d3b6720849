import type { Finding } from "../findings/index.ts";
import type { Anatomy, ChestDescription } from "./description.ts";
import type { Side } from "./frame.ts";
import type { Vector } from "./vector.ts";

/** A small round opacity, 3-30 mm; beyond that it is called a mass (Fleischner Society, 2008). */
export interface NoduleLesion {
  readonly finding: "Nodule";
  readonly place: Vector;
  readonly diameter: number;
}

/** A lobulated opacity of more than 30 mm. */
export interface MassLesion {
  readonly finding: "Mass";
  readonly place: Vector;
  readonly diameter: number;
}

/** A heart wider than half of the chest. */
export interface CardiomegalyLesion {
  readonly finding: "Cardiomegaly";
  readonly cardiothoracicRatio: number;
}

/** Fluid that fills a costophrenic angle and rises along the wall in a meniscus. */
export interface EffusionLesion {
  readonly finding: "Effusion";
  readonly side: Side;
  /** Millimetres that the fluid rises along the wall, from the bottom of the angle. */
  readonly height: number;
}

/** Air spaces filled with fluid: a fuzzy opacity with dark bronchi in it. */
export interface ConsolidationLesion {
  readonly finding: "Consolidation";
  readonly side: Side;
  readonly place: Vector;
  readonly radius: number;
  /** Millimetres of lung along the ray that are filled where it is densest. */
  readonly depth: number;
}

/** Air around a lung that has drawn back from the wall, most at the apex. */
export interface PneumothoraxLesion {
  readonly finding: "Pneumothorax";
  readonly side: Side;
  /** Millimetres between wall and lung at the apex. */
  readonly gap: number;
}

/** Water in both lungs, densest around the hila, with wide vessels. */
export interface EdemaLesion {
  readonly finding: "Edema";
  /** Millimetres of water along the ray where it is densest. */
  readonly depth: number;
}

/** Overinflated, thinned lungs: large, dark, with flat diaphragm, thin vessels and a narrow heart. */
export interface EmphysemaLesion {
  readonly finding: "Emphysema";
  /** 0..1. */
  readonly severity: number;
}

/** Plates of collapsed lung above the diaphragm. */
export interface AtelectasisLesion {
  readonly finding: "Atelectasis";
  readonly side: Side;
  readonly place: Vector;
  /** Millimetres from end to end. */
  readonly length: number;
}

/** An abnormality of known kind and place. */
export type Lesion =
  | NoduleLesion
  | MassLesion
  | CardiomegalyLesion
  | EffusionLesion
  | ConsolidationLesion
  | PneumothoraxLesion
  | EdemaLesion
  | EmphysemaLesion
  | AtelectasisLesion;

/** The findings that the phantom can show. */
export const SHOWN_FINDINGS = [
  "Atelectasis",
  "Cardiomegaly",
  "Effusion",
  "Mass",
  "Nodule",
  "Pneumothorax",
  "Consolidation",
  "Edema",
  "Emphysema",
] as const satisfies readonly Finding[];

export type ShownFinding = (typeof SHOWN_FINDINGS)[number];

/** The chest with those lesions that change the shape of organs rather than fill them. */
export function withChangedOrgans(
  chest: ChestDescription,
  lesions: readonly Lesion[],
): ChestDescription {
  let anatomy = chest.anatomy;
  for (const lesion of lesions) anatomy = changedBy(lesion, anatomy);
  return { ...chest, anatomy };
}

function changedBy(lesion: Lesion, anatomy: Anatomy): Anatomy {
  switch (lesion.finding) {
    case "Cardiomegaly":
      return { ...anatomy, cardiothoracicRatio: lesion.cardiothoracicRatio };
    case "Edema":
      return { ...anatomy, vascularity: anatomy.vascularity * 1.15 };
    case "Emphysema":
      return {
        ...anatomy,
        inspiration: anatomy.inspiration + 26 * lesion.severity,
        domeHeight: anatomy.domeHeight * (1 - 0.5 * lesion.severity),
        lungDensity: anatomy.lungDensity * (1 - 0.4 * lesion.severity),
        vascularity: anatomy.vascularity * (1 - 0.25 * lesion.severity),
        cardiothoracicRatio: anatomy.cardiothoracicRatio * (1 - 0.14 * lesion.severity),
      };
    default:
      return anatomy;
  }
}
