import { resolve } from "node:path";
import {
  findAdapter,
  type LabelledDataset,
  type LocatedRecord,
  loadFileList,
  locateImages,
  type RadiographRecord,
  refusePatientOverlap,
  selectListed,
} from "../dataset/index.ts";
import { TrainingError } from "./errors.ts";
import type { MissingImages } from "./radiographs.node.ts";
import type { SeveralSources } from "./recipe.ts";

type Source = SeveralSources["sources"][number];
type Side = Source["train"];

/** A radiograph and the data set that it is of. */
export interface SourcedRecord extends LocatedRecord {
  readonly source: string;
}

/** The radiographs of all sources. */
export interface SourcedRadiographs {
  readonly trainList: readonly SourcedRecord[];
  readonly heldOut: readonly SourcedRecord[];
  readonly missing: MissingImages;
}

/**
 * Reads every source of a recipe. File names get the source's name before them, patients the name of the
 * first source with their numbering: data sets made of one hospital's radiographs share patients, and no patient
 * may be on both sides.
 *
 * @param folder that paths are relative to.
 * @throws TrainingError `RECIPE_INVALID` for two sources of one name, a split or side that a source does not have;
 *   DatasetError from the tables, and `PATIENT_OVERLAP`.
 */
export async function readSources(
  { sources }: SeveralSources,
  folder: string,
): Promise<SourcedRadiographs> {
  refuseSameNames(sources);
  // Named after the first source that has them, so that ids, and the folds made of them, depend on no path.
  const numberedBy = new Map<string, string>();
  const [trainSides, heldOutSides]: [SourcedRecord[][], SourcedRecord[][]] = [[], []];
  const missing = { trainList: 0, heldOut: 0 };
  for (const source of sources) {
    const [labels, images] = [resolve(folder, source.labels), resolve(folder, source.images)];
    const { uncertain } = source;
    const contents = await findAdapter(source.dataset).load(
      { labels, images },
      uncertain === undefined ? {} : { uncertain },
    );
    const patientsOf = numberedBy.get(contents.patientsOf) ?? source.name;
    numberedBy.set(contents.patientsOf, patientsOf);
    const sided = async (side: Side | null, of: keyof MissingImages) => {
      if (side === null) return [];
      const located = await locateImages(await recordsOf(contents, side, source, folder), [images]);
      missing[of] += located.missing;
      return located.records.map((record) => ({
        ...record,
        source: source.name,
        fileName: `${source.name}/${record.fileName}`,
        patientId: `${patientsOf}/${record.patientId}`,
      }));
    };
    trainSides.push(await sided(source.train, "trainList"));
    heldOutSides.push(await sided(source.heldOut, "heldOut"));
  }
  const [trainList, heldOut] = [trainSides.flat(), heldOutSides.flat()];
  refusePatientOverlap({ "the sources' train sides": trainList, "their held-out sides": heldOut });
  return { trainList, heldOut, missing };
}

async function recordsOf(
  { records, officialSplits }: LabelledDataset,
  side: Side,
  source: Source,
  folder: string,
): Promise<readonly RadiographRecord[]> {
  if ("list" in side) return selectListed(records, await loadFileList(resolve(folder, side.list)));
  const split = officialSplits.find(({ name }) => name === side.split);
  if (split === undefined)
    throw invalid(
      source,
      `a split "${side.split}"`,
      officialSplits.map(({ name }) => name),
    );
  const fileNames = side.sides.flatMap((wanted) => {
    const list = split.sides.find(({ name }) => name === wanted);
    if (list === undefined)
      throw invalid(
        source,
        `a side "${wanted}" of ${side.split}`,
        split.sides.map(({ name }) => name),
      );
    return list.fileNames;
  });
  return selectListed(records, { name: `${source.name}, ${side.split}`, fileNames });
}

function refuseSameNames(sources: readonly Source[]): void {
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new TrainingError(
    "RECIPE_INVALID",
    `/data/sources: two are called "${twice}". Give each a name of its own.`,
    { setting: "/data/sources", name: twice },
  );
}

function invalid(source: Source, lacks: string, has: readonly string[]): TrainingError {
  return new TrainingError(
    "RECIPE_INVALID",
    `/data/sources: ${source.name} has no ${lacks.replace(/^a /, "")}; it has ${has.join(", ") || "none, or its files are not beside its table"}. Name one of them, or a list of file names.`,
    { setting: "/data/sources", source: source.name },
  );
}
