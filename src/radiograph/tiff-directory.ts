import { RefusedRadiographError } from "./errors.ts";

/** The fields of one page of a TIFF (TIFF 6.0, section 2). */
export interface TiffDirectory {
  /** The first number of a field, or null where the page does not have it. */
  readonly first: (tag: number) => number | null;
  /** All numbers of a field; more than `most` are refused before they are read. */
  readonly all: (tag: number, most: number) => readonly number[] | null;
}

/** Where a field's values lie in the file. */
interface Field {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

/** Bytes per value of the field types 1 to 12. */
const TYPE_BYTES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const BYTE = 1;
const SHORT = 3;
const LONG = 4;

const ENTRY_BYTES = 12;
/** More pages than any scanner writes; a chain that comes back to itself ends here. */
const MOST_PAGES = 1_000;

/** Reads the directories of all pages; each entry and the values it points to must lie within the file. */
export function readTiffDirectories(bytes: Uint8Array): readonly TiffDirectory[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) throw truncatedTiff();
  const isLittleEndian = bytes[0] === 0x49;
  const directories: TiffDirectory[] = [];
  let position = view.getUint32(4, isLittleEndian);
  while (position !== 0) {
    if (directories.length === MOST_PAGES)
      throw corruptTiff(`it has more than ${MOST_PAGES} pages`);
    if (position + 2 > bytes.length) throw truncatedTiff();
    const end = position + 2 + view.getUint16(position, isLittleEndian) * ENTRY_BYTES;
    if (end + 4 > bytes.length) throw truncatedTiff();
    directories.push(readDirectory(view, isLittleEndian, position + 2, end));
    position = view.getUint32(end, isLittleEndian);
  }
  return directories;
}

/** Reads the entries between two positions. */
function readDirectory(
  view: DataView,
  isLittleEndian: boolean,
  start: number,
  end: number,
): TiffDirectory {
  const fields = new Map<number, Field>();
  for (let entry = start; entry < end; entry += ENTRY_BYTES) {
    const type = view.getUint16(entry + 2, isLittleEndian);
    const count = view.getUint32(entry + 4, isLittleEndian);
    const length = (TYPE_BYTES[type] ?? 0) * count;
    const at = length <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittleEndian);
    if (at + length > view.byteLength) throw truncatedTiff();
    fields.set(view.getUint16(entry, isLittleEndian), { type, count, at });
  }
  const value = ({ type, at }: Field, index: number): number => {
    if (type === BYTE) return view.getUint8(at + index);
    if (type === SHORT) return view.getUint16(at + 2 * index, isLittleEndian);
    if (type === LONG) return view.getUint32(at + 4 * index, isLittleEndian);
    throw corruptTiff(`a field of numbers has type ${type}`);
  };
  return {
    first(tag) {
      const field = fields.get(tag);
      return field === undefined || field.count === 0 ? null : value(field, 0);
    },
    all(tag, most) {
      const field = fields.get(tag);
      if (field === undefined) return null;
      if (field.count > most) throw corruptTiff(`field ${tag} has ${field.count} values`);
      return Array.from({ length: field.count }, (_, index) => value(field, index));
    },
  };
}

/** The error for a file that ends too early. */
export function truncatedTiff(): RefusedRadiographError {
  return new RefusedRadiographError(
    "TRUNCATED_FILE",
    "the TIFF ends before its pages do. Copy or export the file again.",
  );
}

/** The error for a file that contradicts itself. */
export function corruptTiff(what: string): RefusedRadiographError {
  return new RefusedRadiographError(
    "CORRUPT_IMAGE",
    `the TIFF is damaged: ${what}. Copy or export the file again.`,
  );
}

/** The error for valid TIFF that is not read. */
export function unsupportedTiff(what: string): RefusedRadiographError {
  return new RefusedRadiographError(
    "UNSUPPORTED_ENCODING",
    `the TIFF ${what}. Save it as 8-bit or 16-bit grey TIFF or PNG.`,
  );
}
