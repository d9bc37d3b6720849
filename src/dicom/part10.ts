import dicomParser, { type DataSet } from "dicom-parser";
import type { DicomObject } from "./data-set.ts";
import { DicomError } from "./errors.ts";
import { type InflateRaw, inflateDataSet } from "./inflate.ts";
import { TAGS } from "./tags.ts";
import { TRANSFER_SYNTAX } from "./transfer-syntax.ts";

const PREAMBLE_LENGTH = 128;
const MAGIC = [0x44, 0x49, 0x43, 0x4d]; // "DICM"

/** Tells whether bytes begin like a DICOM file: 128 bytes of preamble, then "DICM" (PS3.10 section 7.1). */
export function isPart10(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[PREAMBLE_LENGTH + index] === byte);
}

/**
 * Tells whether bytes look like a DICOM data set without the preamble of a file: the first element
 * belongs to group 2 or 8 and is one of the few that can come first.
 */
export function isBareDataSet(bytes: Uint8Array): boolean {
  const [low, high, elementLow, elementHigh] = bytes;
  if (bytes.length < 16 || high !== 0 || elementHigh !== 0) return false;
  return (
    (low === 2 && elementLow === 0) || (low === 8 && [0, 5, 8, 0x16].includes(elementLow ?? -1))
  );
}

/**
 * Parses a DICOM file (PS3.10) down to its elements, without touching pixel data.
 *
 * dicom-parser stops at some ends of file and only warns at others; here every element must lie wholly
 * within the file and every sequence must be closed. Without `inflate`, a deflated data set is refused.
 */
export function parsePart10(file: Uint8Array, inflate: InflateRaw | null = null): DicomObject {
  if (!isPart10(file)) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      'the 128-byte preamble and "DICM" of a DICOM file (PS3.10) are missing: this is a bare data set. Convert it with "dcmconv +F in.dcm out.dcm" (DCMTK).',
    );
  }
  const transferSyntaxUid = readTransferSyntax(file);
  const isDeflated = transferSyntaxUid === TRANSFER_SYNTAX.deflatedLittleEndian;
  const bytes = isDeflated ? inflateDataSet(file, readHeader(file), inflate) : file;
  const dataSet = parseStrictly(() => dicomParser.parseDicom(bytes));
  requireComplete(dataSet, bytes.length);
  return { bytes, transferSyntaxUid, dataSet };
}

/** Reads the header only, so that a data set that is encoded as a whole can be decoded before parsing. */
function readTransferSyntax(bytes: Uint8Array): string {
  const uid = parseStrictly(() => readHeader(bytes).string(TAGS.TransferSyntaxUID)?.trim());
  if (uid === undefined || uid === "") {
    throw new DicomError(
      "CORRUPT_IMAGE",
      'TransferSyntaxUID (0002,0010) is missing, so the encoding is unknown. Rewrite the file with "dcmconv" (DCMTK) or export it again.',
    );
  }
  return uid;
}

/** The elements of group 2. */
function readHeader(bytes: Uint8Array): DataSet {
  return dicomParser.readPart10Header(bytes);
}

/** dicom-parser's messages where it ran out of bytes; all others speak of bytes that make no sense. */
const RAN_OUT = /past end|over-?r[eu]|maxP|greater than or equal to 'byteArray' length/i;

/** Runs dicom-parser, which throws strings, and turns what it throws into our errors. */
function parseStrictly<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (thrown) {
    const reason = explain(thrown);
    if (RAN_OUT.test(reason)) throw truncated({ reason });
    throw new DicomError(
      "CORRUPT_IMAGE",
      `its DICOM elements cannot be parsed (${reason}). Check it with "dcmdump", or export it again.`,
      { reason },
    );
  }
}

/** What dicom-parser threw, in words: a string, an Error, or a record around either. */
function explain(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === "object" && thrown !== null && "exception" in thrown) {
    return explain(thrown.exception);
  }
  return String(thrown).replace(/^dicomParser[.:]/, "");
}

/** Refuses a data set with an element that ends after the file, or a sequence that nothing closed. */
function requireComplete(dataSet: DataSet, fileLength: number): void {
  const eof = dataSet.warnings.find((warning) => warning.startsWith("eof encountered"));
  if (eof !== undefined) throw truncated({ reason: eof });
  for (const { tag, dataOffset, length } of Object.values(dataSet.elements)) {
    if (dataOffset + length > fileLength) throw truncated({ tag, dataOffset, length, fileLength });
  }
}

/** The error for a file that ends too early. */
function truncated(fields: Readonly<Record<string, unknown>>): DicomError {
  return new DicomError(
    "TRUNCATED_FILE",
    "the file ends inside one of its DICOM elements. Copy or export it again.",
    fields,
  );
}
