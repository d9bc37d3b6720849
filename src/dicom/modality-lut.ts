import { type DicomObject, decimals, element, items } from "./data-set.ts";
import { DicomError } from "./errors.ts";
import { type LookupTable, readLookupTable } from "./lookup-table.ts";
import type { PixelLayout } from "./pixel-layout.ts";
import { describeTag } from "./tags.ts";

/** What turns stored values into the values of the modality (PS3.3 C.11.1): a line or a table. */
export type ModalityLut =
  | { readonly kind: "rescale"; readonly slope: number; readonly intercept: number }
  | { readonly kind: "table"; readonly table: LookupTable };

/** The table of a file, or else its Rescale Slope and Intercept; 1 and 0 where it has neither. */
export function readModalityLut(
  object: DicomObject,
  { signed }: PixelLayout,
  remarks: string[],
): ModalityLut {
  const [item] = items(object, "ModalityLUTSequence");
  if (item !== undefined) {
    if (element(object, "RescaleSlope") !== null) {
      remarks.push(
        `${describeTag("RescaleSlope")} stands beside ${describeTag("ModalityLUTSequence")}, which excludes it; the table is used.`,
      );
    }
    const keywords = { descriptor: "LUTDescriptor", data: "LUTData" } as const;
    return { kind: "table", table: readLookupTable(item, keywords, signed) };
  }
  const [slope = 1] = decimals(object, "RescaleSlope");
  const [intercept = 0] = decimals(object, "RescaleIntercept");
  if (slope === 0) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("RescaleSlope")} is 0, which makes all pixels equal. Correct the attribute or export the image again.`,
    );
  }
  return { kind: "rescale", slope, intercept };
}
