import { type CardSection, facts, heading, list, note, table } from "./document.ts";
import type { CardEvidence, DescribedModel } from "./evidence.ts";
import type { CardPopulation } from "./populations.ts";

/** What it learned from and was judged on, and how far the labels can be trusted. */
export function dataSection(
  model: DescribedModel,
  populations: readonly CardPopulation[],
  { run }: CardEvidence,
): CardSection {
  return {
    title: "Data",
    blocks: [
      table(
        ["radiographs", "number", "patients", "labelled", "image missing", "refused", "what for"],
        populations.map(({ label, radiographs, patients, role, evaluation }) => [
          label,
          String(radiographs),
          String(patients),
          evaluation === null ? "" : String(evaluation.population.labelled),
          evaluation === null ? "" : String(evaluation.population.missing),
          evaluation === null ? "" : refusedInWords(evaluation.population.refused),
          PURPOSE[role],
        ]),
        true,
      ),
      note(
        "Patients never stand on both sides of a split or fold. Cells are empty where nobody counted. A further population is only as independent as whoever evaluated it made it: its file does not say whether the model learned from some of its patients.",
      ),
      list([
        ...reservations(model, run?.settings.get("data.dataset")),
        "Views, sexes and ages are under Subgroups, where they were counted; prevalences under Finding by finding.",
      ]),
      ...(run === undefined || run === null || run.inputs.size === 0
        ? []
        : [
            heading("What the run was made from"),
            facts([...run.inputs].map(([name, sha256]) => [`SHA-256 of ${name}`, sha256])),
          ]),
    ],
  };
}

const PURPOSE = {
  "cross-validation": "learned from; figures by networks that had not seen the patient",
  "held out": "kept apart until training was over",
  further: "evaluated later",
} as const;

/** Data sets whose labels a program took from reports, and which are therefore wrong more often. */
const MINED = ["nih", "chexpert", "mimic-cxr", "padchest", "brax"];

/** What labels are worth, as far as it is known where they come from. */
function reservations(
  { evaluation: { sources } }: DescribedModel,
  dataset: string | undefined,
): string[] {
  if (sources === undefined && dataset !== undefined && !MINED.includes(dataset))
    return [
      dataset === "generated"
        ? "Its radiographs are synthetic, and so are its labels: what it does on real ones nobody measured."
        : "How good the labels are that it learned from, nobody measured here. A probability is the probability that such a label would say so, not that the finding is there.",
    ];
  return sources === undefined
    ? [
        "Its labels were mined from reports by text processing; re-reading by radiologists puts their positive predictive value 10 to 30 points below what was first documented. A probability here is the probability that such a report would mention the finding, not that the finding is there.",
      ]
    : [
        "It learned from several data sets, and not every one has labels for every finding. Most public labels were mined from reports by text processing and err. A probability here is the probability that such a label would say so, not that the finding is there.",
      ];
}

function refusedInWords(
  refused: readonly {
    readonly code: string;
    readonly radiographs: number;
    readonly withFinding: number;
  }[],
): string {
  if (refused.length === 0) return "0";
  return refused
    .map(
      ({ code, radiographs, withFinding }) =>
        `${radiographs} (${code}), ${withFinding} of them with a finding`,
    )
    .join("; ");
}
