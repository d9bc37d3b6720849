import { FINDINGS } from "../../findings/index.ts";
import {
  type ChestDescription,
  describeChest,
  type Lesion,
  placeLesion,
  SHOWN_FINDINGS,
  type ShownFinding,
} from "../../phantom/index.ts";
import { Random } from "../../random.ts";
import type { RadiographRecord } from "../records.ts";

/** How many synthetic patients, and the seed of all that they are. */
export interface GeneratedSettings {
  readonly seed: number;
  readonly patients: number;
  /** The last patients, whom nothing is learned from. */
  readonly heldOutPatients: number;
  /** Rows and columns of each radiograph. */
  readonly size: number;
}

/** A synthetic radiograph that is to be made. */
export interface PlannedRadiograph {
  readonly record: RadiographRecord;
  readonly isHeldOut: boolean;
  readonly chest: ChestDescription;
  readonly lesions: readonly Lesion[];
}

/** Every patient was examined twice. */
const PER_PATIENT = 2;

/** Share of radiographs with no finding at all; the others have one, some two. */
const NORMAL = 0.35;
const SECOND = 0.25;

/** Findings that no chest has at once: an overinflated lung is no wet one, and a mass hides a nodule. */
const EXCLUSIVE: readonly (readonly ShownFinding[])[] = [
  ["Emphysema", "Edema"],
  ["Emphysema", "Cardiomegaly"],
  ["Mass", "Nodule"],
  ["Effusion", "Pneumothorax"],
];

/**
 * Plans synthetic patients: a chest each, seen twice with other positioning and exposure, with findings of
 * known kind at drawn places. The same settings give the same patients; a larger number begins with them.
 *
 * Findings that the phantom can't show are absent in all of them.
 */
export function planRadiographs(settings: GeneratedSettings): PlannedRadiograph[] {
  const { seed, patients, heldOutPatients } = settings;
  const planned: PlannedRadiograph[] = [];
  for (let patient = 0; patient < patients + heldOutPatients; patient++) {
    const chest = describeChest(chestSeed(seed, patient, 0));
    for (let examination = 0; examination < PER_PATIENT; examination++) {
      const own = chestSeed(seed, patient, examination);
      const seen = { ...chest, seed: own, exposure: describeChest(own).exposure };
      const findings = drawFindings(Random.fromSeed(own));
      planned.push({
        record: recordOf(seen, patient, examination, findings),
        isHeldOut: patient >= patients,
        chest: seen,
        lesions: findings.map((finding, index) => placeLesion(seen, finding, own + index)),
      });
    }
  }
  return planned;
}

/** Patients of different seeds have nothing in common. */
function chestSeed(seed: number, patient: number, examination: number): number {
  return (Math.imul(seed, 0x9e3779b1) + patient * PER_PATIENT + examination) >>> 0;
}

function drawFindings(random: Random): ShownFinding[] {
  if (random.uniform() < NORMAL) return [];
  const drawn = () => SHOWN_FINDINGS[random.below(SHOWN_FINDINGS.length)] as ShownFinding;
  const [first, second] = [drawn(), drawn()];
  const isExcluded =
    first === second || EXCLUSIVE.some((pair) => pair.includes(first) && pair.includes(second));
  return random.uniform() < SECOND && !isExcluded ? [first, second] : [first];
}

function recordOf(
  { anatomy }: ChestDescription,
  patient: number,
  examination: number,
  findings: readonly ShownFinding[],
): RadiographRecord {
  const present: ReadonlySet<string> = new Set(findings);
  return {
    fileName: `${String(patient + 1).padStart(8, "0")}_${String(examination).padStart(3, "0")}.png`,
    patientId: String(patient + 1),
    labels: FINDINGS.map((finding) => (present.has(finding) ? 1 : 0)),
    anyFinding: findings.length > 0 ? 1 : 0,
    view: "PA",
    sex: anatomy.sex === "female" ? "F" : "M",
    age: anatomy.age,
  };
}
