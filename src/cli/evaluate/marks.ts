import {
  type FindingBox,
  type FindingMask,
  type LabelledDataset,
  type LocatedRecord,
  loadBoxTable,
  type RadiographRecord,
  relativeBox,
} from "../../dataset/index.ts";
import { FINDINGS, type Finding } from "../../findings/index.ts";
import { UsageError } from "../errors.ts";

/** What readers marked of one finding on one radiograph: boxes, and the files of masks. */
export interface Marked {
  readonly finding: Finding;
  readonly boxes: readonly FindingBox[];
  readonly masks: readonly FindingMask[];
}

/** A radiograph whose image is there, and what is marked on it. */
export interface MarkedRecord {
  readonly record: LocatedRecord;
  readonly marked: readonly Marked[];
}

/** The marked radiographs, and where the other boxes and masks are. */
export interface Marks {
  readonly records: readonly MarkedRecord[];
  readonly listed: number;
  /** Of images that the label table doesn't have. */
  readonly unlabelled: number;
  /** Of radiographs that are not on the side that is evaluated. */
  readonly elsewhere: number;
  readonly withoutImage: number;
}

/**
 * The boxes and masks that heatmaps are to be compared with: those of a table that was named, else the data set's
 * own; null where there are none on these radiographs, or none are wanted.
 *
 * @param option of `--boxes`; false for `--no-boxes`.
 * @throws UsageError where a table was named that has nothing on these radiographs.
 */
export async function chooseMarks(
  option: string | false | undefined,
  { records, boxes }: Pick<LabelledDataset, "records" | "boxes">,
  side: readonly RadiographRecord[],
  located: readonly LocatedRecord[],
): Promise<Marks | null> {
  if (option === false) return null;
  const listed = option === undefined ? { boxes, masks: [] } : await loadBoxTable(option);
  const namesOf = (some: readonly RadiographRecord[]) =>
    new Set(some.map(({ fileName }) => fileName));
  const [labelled, onSide, present] = [namesOf(records), namesOf(side), namesOf(located)];
  const all = [...listed.boxes, ...listed.masks];
  const without = (of: ReadonlySet<string>) =>
    all.filter(({ fileName }) => !of.has(fileName)).length;
  for (const box of listed.boxes) if (box.imageSize !== null) relativeBox(box, box.imageSize);
  const boxesOf = byImage(listed.boxes);
  const masksOf = byImage(listed.masks);
  const marked = located.flatMap((record) => {
    const [ofBoxes, ofMasks] = [boxesOf.get(record.fileName), masksOf.get(record.fileName)];
    if (ofBoxes === undefined && ofMasks === undefined) return [];
    return [{ record, marked: byFinding(ofBoxes ?? [], ofMasks ?? []) }];
  });
  if (marked.length === 0 && option !== undefined) {
    throw new UsageError(
      `${option}: none of its ${all.length} boxes is of a radiograph that is evaluated. Its file names must be those of the label table, and the images must be there.`,
    );
  }
  if (marked.length === 0) return null;
  return {
    records: marked,
    listed: all.length,
    unlabelled: without(labelled),
    elsewhere: without(onSide) - without(labelled),
    withoutImage: without(present) - without(onSide),
  };
}

function byImage<Mark extends { readonly fileName: string }>(
  marks: readonly Mark[],
): ReadonlyMap<string, readonly Mark[]> {
  const ofImage = new Map<string, Mark[]>();
  for (const mark of marks) {
    const known = ofImage.get(mark.fileName);
    if (known === undefined) ofImage.set(mark.fileName, [mark]);
    else known.push(mark);
  }
  return ofImage;
}

function byFinding(boxes: readonly FindingBox[], masks: readonly FindingMask[]): Marked[] {
  return FINDINGS.map((finding) => ({
    finding,
    boxes: boxes.filter((box) => box.finding === finding),
    masks: masks.filter((mask) => mask.finding === finding),
  })).filter((marked) => marked.boxes.length + marked.masks.length > 0);
}
