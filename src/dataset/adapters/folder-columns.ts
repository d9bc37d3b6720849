import { FINDINGS } from "../../findings/index.ts";
import { DatasetError } from "../errors.ts";
import { is, type LabelMap, NORMAL } from "../label-map.ts";
import { closestName } from "../spelling.ts";
import { malformed } from "../table.ts";

/** What a table of one's own may call a finding, beside ChestX-ray14's name. Case, spaces, "_" and "-" don't count. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  Atelectasis: ["Atelectases"],
  Cardiomegaly: ["Enlarged heart"],
  Effusion: ["Pleural effusion"],
  Infiltration: ["Infiltrate", "Infiltrates"],
  Mass: ["Lung mass", "Pulmonary mass"],
  Nodule: ["Lung nodule", "Pulmonary nodule"],
  Pneumonia: [],
  Pneumothorax: [],
  Consolidation: [],
  Edema: ["Oedema", "Pulmonary edema", "Pulmonary oedema"],
  Emphysema: [],
  Fibrosis: ["Pulmonary fibrosis", "Lung fibrosis"],
  Pleural_Thickening: ["Pleural thickening"],
  Hernia: ["Hiatal hernia", "Hiatus hernia"],
  "No Finding": ["No findings", "Normal"],
};

/** Names under the finding that they are, and "No Finding". */
export const FOLDER_LABELS: LabelMap = {
  ...Object.fromEntries(FINDINGS.map((finding) => [finding, is(finding)])),
  "No Finding": NORMAL,
};

const LABEL_OF = new Map(
  Object.entries(SPELLINGS).flatMap(([label, others]) =>
    [label, ...others].map((name): [string, string] => [plain(name), label]),
  ),
);

/** What the other columns may be called, in plain spelling. */
const OTHER_COLUMNS = {
  fileName: [
    "file",
    "filename",
    "image",
    "imageid",
    "imageindex",
    "imagename",
    "path",
    "imagepath",
  ],
  labels: ["labels", "label", "findings", "findinglabels"],
  patientId: ["patient", "patientid", "subject", "subjectid"],
  view: ["view", "viewposition"],
  sex: ["sex", "gender", "patientsex", "patientgender"],
  age: ["age", "patientage"],
};

type Role = keyof typeof OTHER_COLUMNS;

/** Which of a table's columns is what, by their names in the table; null where there is none. */
export interface FolderColumns {
  readonly roles: Readonly<Record<Role, string | null>>;
  /** The columns of labels, by label. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The label that is meant, null if the name is none. */
export function labelNamed(name: string): string | null {
  return LABEL_OF.get(plain(name)) ?? null;
}

/**
 * Finds the columns. Others may stand beside them, except one that is almost spelt like a finding: it would be
 * overlooked.
 */
export function findColumns(header: readonly string[], tableName: string): FolderColumns {
  const roles = Object.fromEntries(
    Object.entries(OTHER_COLUMNS).map(([role, names]) => [
      role,
      header.find((name) => names.includes(plain(name))) ?? null,
    ]),
  ) as Record<Role, string | null>;
  const labels = new Map<string, string>();
  for (const name of header) {
    const label = labelNamed(name);
    if (label === null) refuseMisspelt(name, Object.values(roles), tableName);
    else if (labels.has(label)) throw twice(label, [labels.get(label) ?? "", name], tableName);
    else labels.set(label, name);
  }
  if (roles.fileName === null) {
    throw malformed(
      tableName,
      `no column "file", "image" or "path". Its columns are: ${header.join(", ")}.`,
      { header },
    );
  }
  if (labels.size === 0 && roles.labels === null) {
    throw malformed(
      tableName,
      `neither a column "labels" nor one named like a finding. Its columns are: ${header.join(", ")}.`,
      { header },
    );
  }
  if (labels.size > 0 && roles.labels !== null) {
    throw malformed(
      tableName,
      `both a column "${roles.labels}" and columns of findings (${[...labels.values()].join(", ")}). Keep one kind.`,
      { header },
    );
  }
  return { roles, labels };
}

/** Tells whether a table has the columns that are needed. */
export function hasFolderColumns(header: readonly string[]): boolean {
  const names = header.map(plain);
  const isNamed = names.some((name) => OTHER_COLUMNS.fileName.includes(name));
  return isNamed && names.some((name) => LABEL_OF.has(name) || OTHER_COLUMNS.labels.includes(name));
}

function refuseMisspelt(name: string, known: readonly (string | null)[], tableName: string): void {
  if (known.includes(name) || name.length < 6) return;
  const meant = closestName(plain(name), [...LABEL_OF.keys()]);
  if (meant === null) return;
  throw new DatasetError(
    "LABEL_UNKNOWN",
    `${tableName}: the column "${name}" is not a finding. Did you mean ${LABEL_OF.get(meant)}? If not, rename it.`,
    { tableName, label: name, meant },
  );
}

function twice(label: string, columns: readonly string[], tableName: string): DatasetError {
  return malformed(tableName, `${columns.join(" and ")} are both ${label}. Keep one of the two.`, {
    label,
    columns,
  });
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, "");
}
