import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import {
  type DatasetAdapter,
  type DatasetLocation,
  findAdapter,
  type LabelledDataset,
  recognizeDataset,
  type UncertainPolicy,
} from "../../dataset/index.ts";
import { UsageError } from "../errors.ts";

/** The options that say which data set is meant, as commander hands them over. */
export interface SourceOptions {
  readonly dataset?: string;
  readonly labels?: string;
  readonly images?: string;
  readonly uncertain?: UncertainPolicy;
  readonly json: boolean;
}

/** A data set's adapter and where it lies. */
export interface Source {
  readonly adapter: DatasetAdapter;
  readonly location: DatasetLocation;
}

/**
 * Finds the data set that is meant. Tables that are not named are looked for beside the images and in the
 * folder above.
 *
 * @throws UsageError where nothing is named; DatasetError for an unknown name or an unknown layout.
 */
export async function findSource({ dataset, labels, images }: SourceOptions): Promise<Source> {
  if (labels === undefined && images === undefined) {
    throw new UsageError(
      "Name the label table or its folder with --labels, the images with --images.",
    );
  }
  const places = labels === undefined ? [images ?? ".", dirname(resolve(images ?? "."))] : [labels];
  const wanted = dataset === undefined ? null : findAdapter(dataset);
  for (const place of places) {
    const folder = await folderOf(place);
    const adapter =
      wanted === null
        ? await recognizeDataset(folder)
        : (await wanted.recognize(folder))
          ? wanted
          : null;
    if (adapter !== null) return { adapter, location: { labels: place, images: images ?? null } };
  }
  if (wanted !== null && labels !== undefined)
    return { adapter: wanted, location: { labels, images: images ?? null } };
  throw new UsageError(
    `${places.join(" and ")}: no data set's tables are there that Thorascope knows. Name its layout with --dataset (docs/datasets.md) and its table with --labels.`,
  );
}

/** A label table stands for the folder it is in. */
async function folderOf(place: string): Promise<string> {
  const isFile = await stat(place).then(
    (status) => status.isFile(),
    () => false,
  );
  return isFile ? dirname(resolve(place)) : place;
}

/** Reads the data set that is meant. */
export async function loadSource(
  options: SourceOptions,
): Promise<Source & { readonly contents: LabelledDataset }> {
  const source = await findSource(options);
  const { uncertain } = options;
  const contents = await source.adapter.load(
    source.location,
    uncertain === undefined ? {} : { uncertain },
  );
  return { ...source, contents };
}
