import type { ShownFinding } from "../../phantom/index.ts";
import type { Random } from "../../random.ts";

/** What ails a patient, and how often each finding then shows. */
export interface Condition {
  readonly name: string;
  /** Share of all patients. */
  readonly share: number;
  /** Probability of each finding in a radiograph; a finding that is not named never shows. */
  readonly chances: Readonly<Partial<Record<ShownFinding, number>>>;
}

/**
 * Chosen by us: findings that go together in people go together here, each shows in a tenth to a fifth of
 * the radiographs (in ChestX-ray14 it is 0.2 to 18 percent), and two fifths of them show nothing. More
 * frequent than in a hospital, so that a thousand radiographs are enough to learn from.
 */
export const CONDITIONS: readonly Condition[] = [
  { name: "healthy", share: 0.34, chances: {} },
  {
    name: "heart failure",
    share: 0.14,
    chances: {
      Cardiomegaly: 0.75,
      Edema: 0.55,
      Effusion: 0.45,
      Atelectasis: 0.15,
      Consolidation: 0.06,
      Nodule: 0.04,
    },
  },
  {
    name: "infection",
    share: 0.14,
    chances: {
      Consolidation: 0.75,
      Effusion: 0.3,
      Atelectasis: 0.25,
      Edema: 0.08,
      Cardiomegaly: 0.08,
    },
  },
  {
    name: "smoker's lung",
    share: 0.14,
    chances: {
      Emphysema: 0.7,
      Nodule: 0.3,
      Mass: 0.25,
      Pneumothorax: 0.25,
      Atelectasis: 0.1,
      Cardiomegaly: 0.05,
    },
  },
  {
    name: "something else",
    share: 0.24,
    chances: {
      Atelectasis: 0.2,
      Cardiomegaly: 0.12,
      Consolidation: 0.1,
      Edema: 0.1,
      Effusion: 0.18,
      Emphysema: 0.1,
      Mass: 0.3,
      Nodule: 0.35,
      Pneumothorax: 0.35,
    },
  },
];

/** The share of radiographs that show a finding. */
export function prevalenceOf(finding: ShownFinding): number {
  return CONDITIONS.reduce((sum, { share, chances }) => sum + share * (chances[finding] ?? 0), 0);
}

/** Draws a patient's condition. */
export function drawCondition(random: Random): Condition {
  let left = random.uniform();
  const drawn = CONDITIONS.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return drawn ?? (CONDITIONS[CONDITIONS.length - 1] as Condition);
}
