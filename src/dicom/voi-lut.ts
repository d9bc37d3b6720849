import { type DicomObject, decimals, element, items, strings, text } from "./data-set.ts";
import { DicomError } from "./errors.ts";
import { type LookupTable, readLookupTable } from "./lookup-table.ts";
import type { PixelLayout } from "./pixel-layout.ts";
import { describeTag } from "./tags.ts";

/** What a file says of how its values are shown (PS3.3 C.11.2): a window and its function, or a table. */
export type DicomVoi =
  | {
      readonly kind: "linear" | "linear-exact" | "sigmoid";
      readonly center: number;
      readonly width: number;
    }
  | { readonly kind: "table"; readonly table: LookupTable };

const FUNCTIONS: Readonly<Record<string, "linear" | "linear-exact" | "sigmoid">> = {
  LINEAR: "linear",
  LINEAR_EXACT: "linear-exact",
  SIGMOID: "sigmoid",
};

/**
 * The first window of the file, else its first VOI LUT, or null where it has neither.
 *
 * Several windows and tables are alternatives of which a viewer shows one (PS3.3 C.11.2.1): the first is
 * taken, a window before a table, and `remarks` is told.
 */
export function readVoi(
  object: DicomObject,
  { signed }: PixelLayout,
  remarks: string[],
): DicomVoi | null {
  const centers = decimals(object, "WindowCenter");
  const widths = decimals(object, "WindowWidth");
  const tables = items(object, "VOILUTSequence");
  if (centers.length === 0 && widths.length === 0) return firstTable(tables, signed, remarks);
  const window = requireWindow(object, centers[0], widths[0]);
  if (centers.length > 1) {
    const [explanation] = strings(object, "WindowExplanation");
    const label = explanation ? ` "${explanation}"` : "";
    remarks.push(
      `${describeTag("WindowCenter")} offers ${centers.length} windows; the first${label} is used: center ${window.center}, width ${window.width}.`,
    );
  }
  if (tables.length > 0) {
    remarks.push(
      `${describeTag("VOILUTSequence")} is an alternative to the window and is not used.`,
    );
  }
  return window;
}

/** A window with the function that goes with it. */
function requireWindow(
  object: DicomObject,
  center: number | undefined,
  width: number | undefined,
): Exclude<DicomVoi, { kind: "table" }> {
  const name = text(object, "VOILUTFunction") ?? "LINEAR";
  const kind = FUNCTIONS[name];
  if (kind === undefined) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `${describeTag("VOILUTFunction")} is ${name}; LINEAR, LINEAR_EXACT and SIGMOID are read. Export the image with one of them.`,
      { name },
    );
  }
  if (center === undefined || width === undefined || !(width >= (kind === "linear" ? 1 : 1e-12))) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("WindowCenter")} ${center ?? "absent"} and ${describeTag("WindowWidth")} ${width ?? "absent"} are no window. Correct or remove both attributes.`,
      { center, width },
    );
  }
  return { kind, center, width };
}

/** The first table of several, with a remark. */
function firstTable(
  tables: readonly DicomObject[],
  signed: boolean,
  remarks: string[],
): DicomVoi | null {
  const [item] = tables;
  if (item === undefined) return null;
  if (tables.length > 1) {
    const explanation = element(item, "LUTExplanation") && text(item, "LUTExplanation");
    const label = explanation ? ` "${explanation}"` : "";
    remarks.push(
      `${describeTag("VOILUTSequence")} offers ${tables.length} tables; the first${label} is used.`,
    );
  }
  const keywords = { descriptor: "LUTDescriptor", data: "LUTData" } as const;
  return { kind: "table", table: readLookupTable(item, keywords, signed) };
}
