import type { DataSet } from "dicom-parser";
import { DicomError } from "./errors.ts";
import { TAGS } from "./tags.ts";
import { describeTransferSyntax, TRANSFER_SYNTAX } from "./transfer-syntax.ts";

/**
 * Inflates a raw deflate stream (RFC 1951), which must be whole; what follows it is ignored. It must stop and
 * throw where more than `limit` bytes come out.
 */
export type InflateRaw = (bytes: Uint8Array, limit: number) => Uint8Array;

/** More than the largest image of 16 bits (8,192 x 8,192) with all its attributes. */
const LARGEST_DATA_SET = 160 << 20;

/**
 * Inflates the data set of a file in Deflated Explicit VR Little Endian (PS3.5 A.5).
 *
 * @returns the file as it would be without deflation: its header, in which the transfer syntax says so, and
 * the inflated data set.
 */
export function inflateDataSet(
  file: Uint8Array,
  header: DataSet,
  inflate: InflateRaw | null,
): Uint8Array {
  if (inflate === null) {
    const name = describeTransferSyntax(TRANSFER_SYNTAX.deflatedLittleEndian);
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `its transfer syntax, ${name}, is not read here. Convert it with "dcmconv +te in.dcm out.dcm" (DCMTK).`,
    );
  }
  const elements = Object.values(header.elements);
  const start = Math.max(...elements.map(({ dataOffset, length }) => dataOffset + length));
  const dataSet = inflateStrictly(file.subarray(start), inflate);
  const inflated = new Uint8Array(start + dataSet.length);
  inflated.set(file.subarray(0, start));
  inflated.set(dataSet, start);
  const uid = header.elements[TAGS.TransferSyntaxUID];
  if (uid !== undefined) {
    const plain = new TextEncoder().encode(TRANSFER_SYNTAX.explicitLittleEndian);
    inflated.fill(0, uid.dataOffset, uid.dataOffset + uid.length);
    inflated.set(plain, uid.dataOffset);
  }
  return inflated;
}

/** Inflates, and says in our words what is wrong. */
function inflateStrictly(bytes: Uint8Array, inflate: InflateRaw): Uint8Array {
  try {
    return inflate(bytes, LARGEST_DATA_SET);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const isCut = /end of file/.test(reason);
    throw new DicomError(
      isCut ? "TRUNCATED_FILE" : "CORRUPT_IMAGE",
      `its deflated data set ${isCut ? "is cut off" : `cannot be inflated (${reason})`}. Copy or export the file again.`,
      { reason },
      { cause },
    );
  }
}
