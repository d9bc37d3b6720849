import { joinBytes } from "../dicom/make-dicom.ts";

/** A field of a TIFF page: numbers of 32 bits, or of 16 where a tag demands them. */
type Fields = Readonly<Record<number, number | readonly number[]>>;

/** What goes into a TIFF made by hand. */
interface TiffPage {
  readonly rows: number;
  readonly columns: number;
  readonly bitsPerSample?: number;
  readonly photometric?: number;
  readonly fields?: Fields;
  readonly data: Uint8Array;
}

/** An uncompressed TIFF put together by hand, big or little endian, each page's pixels before its directory. */
export function makeTiff(pages: readonly TiffPage[], isLittleEndian = true): Uint8Array {
  const number = (value: number, length: 2 | 4) => {
    const view = new DataView(new ArrayBuffer(length));
    if (length === 2) view.setUint16(0, value, isLittleEndian);
    else view.setUint32(0, value, isLittleEndian);
    return new Uint8Array(view.buffer);
  };
  const parts: Uint8Array[] = [Uint8Array.of(...(isLittleEndian ? [0x49, 0x49] : [0x4d, 0x4d]))];
  parts.push(number(42, 2));
  let position = 8;
  pages.forEach(({ rows, columns, bitsPerSample = 8, photometric = 1, fields, data }, page) => {
    const directory = position + data.length;
    if (page === 0) parts.push(number(directory, 4));
    const all: Fields = {
      256: columns,
      257: rows,
      258: bitsPerSample,
      259: 1,
      262: photometric,
      273: position,
      277: 1,
      278: rows,
      279: data.length,
      ...fields,
    };
    const entries = Object.entries(all).map(([tag, value]) =>
      joinBytes([number(Number(tag), 2), number(4, 2), number(1, 4), number(Number(value), 4)]),
    );
    position = directory + 2 + entries.length * 12 + 4;
    const isLast = page === pages.length - 1;
    const next = isLast ? 0 : position + (pages[page + 1]?.data.length ?? 0);
    parts.push(data, number(entries.length, 2), ...entries, number(next, 4));
  });
  return joinBytes(parts);
}
