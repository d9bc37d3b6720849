import { FINDINGS } from "../../findings/index.ts";
import {
  bedside,
  type ChestDescription,
  describeChest,
  type Lesion,
  placeLesion,
  retake,
  SHOWN_FINDINGS,
  type ShownFinding,
  withStrength,
} from "../../phantom/index.ts";
import { Random } from "../../random.ts";
import type { RadiographRecord } from "../records.ts";
import { drawCondition } from "./condition.ts";
import { checkSettings, type GeneratedSettings } from "./settings.ts";

/** A synthetic radiograph that is to be made. */
export interface PlannedRadiograph {
  readonly record: RadiographRecord;
  readonly isHeldOut: boolean;
  readonly chest: ChestDescription;
  readonly lesions: readonly Lesion[];
}

/** Every patient was examined twice. */
const PER_PATIENT = 2;

/** Share of the radiographs that are taken at the bedside; it does not depend on what they show. */
const BEDSIDE = 0.25;

/** A finding of the radiograph before, or its absence, stays so often; otherwise it is drawn anew. */
const STAYS = 0.6;

/** Lesions range from hardly visible, at 0, to plain, at 1. */
const FAINTEST = 0.3;

/** Findings that stay at their place from one radiograph to the next. */
const LASTING: readonly ShownFinding[] = ["Nodule", "Mass"];

/** Emphysema first, because it narrows the heart; Cardiomegaly then sets its width. */
const ORDER: readonly ShownFinding[] = [
  "Emphysema",
  ...SHOWN_FINDINGS.filter((finding) => finding !== "Emphysema"),
];

/**
 * Plans synthetic patients: a chest each, seen twice with other breath, positioning and exposure, with
 * findings of known kind at drawn places, faint ones among them. The same settings give the same patients;
 * a larger number begins with them.
 *
 * A label is 1 exactly where lesions of that name are drawn. Findings that the phantom can't show are absent
 * in all of them: leave them out of any mean.
 *
 * @throws DatasetError `GENERATED_INVALID` for a setting out of its range.
 */
export function planRadiographs(settings: GeneratedSettings): PlannedRadiograph[] {
  checkSettings(settings);
  const patients = settings.patients + settings.heldOutPatients;
  return Array.from({ length: patients }, (_, patient) => planPatient(settings, patient)).flat();
}

/** Plans the radiographs of one patient, counted from 0. */
export function planPatient(settings: GeneratedSettings, patient: number): PlannedRadiograph[] {
  const random = Random.fromSeed((Random.fromSeed(settings.seed).bits() + patient) >>> 0);
  const healthy = describeChest(random.bits());
  const { chances } = drawCondition(random);
  const lasting = random.bits();
  let findings: readonly ShownFinding[] = [];
  return Array.from({ length: PER_PATIENT }, (_, examination) => {
    const view = random.uniform() < BEDSIDE ? "AP" : "PA";
    const standing = retake(healthy, examination);
    const chest = view === "AP" ? bedside(standing) : standing;
    const before = findings;
    findings = ORDER.filter((finding) => {
      const anew = random.uniform() < (chances[finding] ?? 0);
      const stays = random.uniform() < STAYS;
      return examination > 0 && stays ? before.includes(finding) : anew;
    });
    const today = random.bits();
    return {
      record: recordOf(chest, view, patient, examination, findings),
      isHeldOut: patient >= settings.patients,
      chest,
      lesions: findings.map((finding) =>
        drawLesion(chest, finding, LASTING.includes(finding) ? lasting : today),
      ),
    };
  });
}

/** A lesion whose place and strength the seed decides. */
function drawLesion(chest: ChestDescription, finding: ShownFinding, seed: number): Lesion {
  const random = Random.fromSeed((seed + ORDER.indexOf(finding)) >>> 0);
  const strength = FAINTEST + (1 - FAINTEST) * random.uniform();
  return withStrength(placeLesion(chest, finding, seed), strength);
}

function recordOf(
  { anatomy }: ChestDescription,
  view: "AP" | "PA",
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
    view,
    sex: anatomy.sex === "female" ? "F" : "M",
    age: anatomy.age,
  };
}
