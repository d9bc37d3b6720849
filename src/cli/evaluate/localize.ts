import { loadMask } from "../../dataset/index.ts";
import { type CaseToLocalize, evaluateLocalization } from "../../evaluation/index.ts";
import { FINDINGS, type Finding } from "../../findings/index.ts";
import { openRadiographWorkers, prepareRadiograph } from "../../radiograph/index.node.ts";
import { caseToLocalize, loadModel, type Model, type Reading } from "../../reading/index.node.ts";
import type { DrawableCase, LocalizationResult } from "../../report/index.node.ts";
import type { Progress } from "../progress.ts";
import { type FilePreparer, readFiles } from "../read/read-files.ts";
import type { MarkedRecord, Marks } from "./marks.ts";

/** Radiographs that are decoded in advance of the network where there are no threads for it. */
const AHEAD = 3;

/** What was measured, and what can be drawn of it. */
export interface Localization {
  readonly result: LocalizationResult;
  readonly drawable: readonly DrawableCase[];
}

/** Reads the marked radiographs with their heatmaps, and compares these with the marks. */
export async function localizeFindings(
  folder: string | undefined,
  { records, ...marks }: Marks,
  bootstrap: { readonly replicates: number; readonly seed: number },
  progress: Progress,
  options: { readonly anyway: boolean },
): Promise<Localization | null> {
  const model = await loadModel(folder);
  const cases: ReadCase[] = [];
  const refused = new Map<string, number>();
  let unknownToModel = 0;
  try {
    for await (const { marked, outcome } of readMarked(model, records, progress, options)) {
      if ("error" in outcome) {
        const { code } = outcome.error;
        refused.set(code, (refused.get(code) ?? 0) + countMarks(marked));
        continue;
      }
      const known = await casesOf(model, marked, outcome.reading);
      unknownToModel += countMarks(marked);
      for (const one of known) {
        unknownToModel -= one.toLocalize.shapes.length;
        cases.push(one);
      }
    }
  } finally {
    await model.release();
  }
  if (cases.length === 0) return null;
  const evaluation = evaluateLocalization(
    cases.map(({ toLocalize }) => toLocalize),
    FINDINGS,
    bootstrap,
  );
  const drawable = cases.map(({ toLocalize, record, finding }, index): DrawableCase => {
    const { fileName, path } = record;
    const { heatmap, shapes, calledPositive } = toLocalize;
    const figures = evaluation.cases[index] as (typeof evaluation.cases)[number];
    return { path, heatmap, shapes, figures: { fileName, finding, calledPositive, ...figures } };
  });
  const { rows, columns } = model.description.heatmaps;
  return {
    drawable,
    result: {
      marks: {
        ...marks,
        compared: cases.reduce((sum, { toLocalize }) => sum + toLocalize.shapes.length, 0),
        refused: Array.from(refused, ([code, count]) => ({ code, marks: count })),
        unknownToModel,
      },
      radiographs: new Set(cases.map(({ record }) => record.fileName)).size,
      patients: new Set(cases.map(({ record }) => record.patientId)).size,
      labelledOtherwise: cases.filter(
        ({ record, finding }) => record.labels[FINDINGS.indexOf(finding)] !== 1,
      ).length,
      heatmaps: { rows, columns },
      findings: evaluation.findings,
      all: evaluation.all,
      cases: drawable.map(({ figures }) => figures),
    },
  };
}

interface ReadCase {
  readonly record: MarkedRecord["record"];
  readonly finding: Finding;
  readonly toLocalize: CaseToLocalize;
}

async function casesOf(
  model: Model,
  { record, marked }: MarkedRecord,
  reading: Reading,
): Promise<ReadCase[]> {
  const cases: ReadCase[] = [];
  for (const { finding, boxes, masks } of marked) {
    const rasters = await Promise.all(masks.map(({ mask }) => loadMask(mask)));
    const toLocalize = caseToLocalize(
      model,
      reading,
      { finding, boxes, masks: rasters },
      record.patientId,
    );
    if (toLocalize !== null) cases.push({ record, finding, toLocalize });
  }
  return cases;
}

async function* readMarked(
  model: Model,
  records: readonly MarkedRecord[],
  progress: Progress,
  options: { readonly anyway: boolean },
) {
  const { size } = model.description.input;
  const workers = await openRadiographWorkers(records.length);
  const preparer: FilePreparer = workers
    ? { prepare: (file) => workers.prepare(file, size), ahead: workers.capacity }
    : { prepare: (file) => prepareRadiograph(file, size), ahead: AHEAD };
  async function* paths() {
    for (const { record } of records) yield record.path;
  }
  let done = 0;
  try {
    for await (const outcome of readFiles(paths(), model, preparer, options)) {
      const marked = records[done++] as MarkedRecord;
      progress.step("reading the marked ones with heatmaps", done, records.length);
      yield { marked, outcome };
    }
  } finally {
    await workers?.close();
  }
}

function countMarks({ marked }: MarkedRecord): number {
  return marked.reduce((sum, { boxes, masks }) => sum + boxes.length + masks.length, 0);
}
