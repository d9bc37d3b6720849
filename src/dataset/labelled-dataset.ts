import type { Finding } from "../findings/index.ts";
import type { ImageSize } from "../radiograph/resize.ts";
import type { DatasetError } from "./errors.ts";
import type { LabelMap } from "./label-map.ts";
import type { RadiographRecord } from "./records.ts";
import type { FileList } from "./splits.ts";

/** A public data set, or one of the user's own, in the words that all data sets share. */
export interface LabelledDataset {
  /** The adapter's name, e.g. "nih". */
  readonly source: string;
  /** Whose numbering the patient ids are: data sets made of one hospital's radiographs share it, e.g. "nih" for RSNA's. */
  readonly patientsOf: string;
  /** One per image, in the tables' order. */
  readonly records: readonly RadiographRecord[];
  readonly boxes: readonly FindingBox[];
  /** The provider's own splits; none if it has none, or if their files are not there. */
  readonly officialSplits: readonly OfficialSplit[];
  /** Rows that are no frontal chest radiograph, or no box of a finding, of this vocabulary, and why. */
  readonly leftOut: readonly LeftOutRows[];
  /** What a reader of the results has to know, a sentence each: e.g. that nothing says who the patients are. */
  readonly notes?: readonly string[];
}

/** Where a reader saw a finding, in pixels from the image's top left corner. */
export interface FindingBox {
  readonly fileName: string;
  readonly finding: Finding;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The size of the image whose pixels these are, whatever that of the file at hand; null: of the file itself. */
  readonly imageSize: ImageSize | null;
  /** Who drew it, where several did. */
  readonly reader: string | null;
}

/** A split as its provider, or a paper, published it. */
export interface OfficialSplit {
  readonly name: string;
  /** E.g. train, validation, test, in that order. */
  readonly sides: readonly FileList[];
}

export interface LeftOutRows {
  /** E.g. "lateral view". */
  readonly reason: string;
  readonly rows: number;
}

/** What a label that a text miner was not sure of becomes: 1, 0, unknown, or a number between drawn per row (CheXpert). */
export const UNCERTAIN_POLICIES = ["ones", "zeros", "ignore", "soft"] as const;
export type UncertainPolicy = (typeof UNCERTAIN_POLICIES)[number];

/** Where a data set lies. */
export interface DatasetLocation {
  /** The label table, or the folder that holds the provider's tables. */
  readonly labels: string;
  /** The folder of the images, as the provider lays it out; null if only labels are there. */
  readonly images: string | null;
}

export interface AdapterOptions {
  /** If absent, uncertain labels are unknown ("ignore"). */
  readonly uncertain?: UncertainPolicy;
  /** Takes what is wrong with a row, which is then left out; if absent, the first problem is thrown. */
  readonly onProblem?: (problem: DatasetError) => void;
}

/** How one provider's files become a `LabelledDataset`. */
export interface DatasetAdapter {
  readonly name: string;
  readonly title: string;
  /** The paper to cite, and the page to download from. */
  readonly citation: string;
  readonly download: string;
  /** Tells whether the provider's tables are in a folder, by their names, and by their columns where names are common. */
  recognize(folder: string): Promise<boolean>;
  load(location: DatasetLocation, options?: AdapterOptions): Promise<LabelledDataset>;
}

/** An adapter that docs/datasets.md describes. */
export interface DocumentedAdapter extends DatasetAdapter {
  /** What the provider's labels mean. */
  readonly labelMap: LabelMap;
}
