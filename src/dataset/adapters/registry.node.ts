import { DatasetError } from "../errors.ts";
import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { closestName } from "../spelling.ts";
import { brax } from "./brax.node.ts";
import { chexpert } from "./chexpert.node.ts";
import { folder } from "./folder.node.ts";
import { jsrt } from "./jsrt.node.ts";
import { mimicCxr } from "./mimic-cxr.node.ts";
import { nih } from "./nih.node.ts";
import { nlmTuberculosis } from "./nlm-tuberculosis.node.ts";
import { openi } from "./openi.node.ts";
import { padchest } from "./padchest.node.ts";
import { rsnaPneumonia } from "./rsna-pneumonia.node.ts";
import { siimPneumothorax } from "./siim-pneumothorax.node.ts";
import { vindrCxr } from "./vindr-cxr.node.ts";

/** Every data set that can be read, the plain table last: any provider's table may look like one. */
export const ADAPTERS: readonly DocumentedAdapter[] = [
  nih,
  chexpert,
  mimicCxr,
  padchest,
  vindrCxr,
  rsnaPneumonia,
  siimPneumothorax,
  openi,
  nlmTuberculosis,
  jsrt,
  brax,
  folder,
];

/**
 * The adapter of a name, e.g. "chexpert".
 *
 * @throws DatasetError `DATASET_UNKNOWN`.
 */
export function findAdapter(name: string): DocumentedAdapter {
  const adapter = ADAPTERS.find((one) => one.name === name);
  if (adapter !== undefined) return adapter;
  const names = ADAPTERS.map((one) => one.name);
  const meant = closestName(name, names);
  const cure = meant === null ? "" : ` Did you mean ${meant}?`;
  throw new DatasetError(
    "DATASET_UNKNOWN",
    `"${name}" is not a data set that Thorascope knows.${cure} It knows ${names.join(", ")}; "folder" is a folder of images with a table of your own.`,
    { name, meant, names },
  );
}

/** The adapter whose tables are in a folder, null if there are none that are known. */
export async function recognizeDataset(path: string): Promise<DocumentedAdapter | null> {
  for (const adapter of ADAPTERS) {
    if (await adapter.recognize(path)) return adapter;
  }
  return null;
}
