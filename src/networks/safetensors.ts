import { float32 } from "../graph/tensor.ts";
import { WeightsError } from "./errors.ts";
import { bytesPerNumber, isNumberFormat, type NumberFormat, toFloat32 } from "./number-format.ts";
import type { Weights } from "./weights.ts";

/** Tensors and free text entries, as a safetensors file holds them. */
export interface SafetensorsFile {
  readonly tensors: Weights;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly name: string;
  readonly format: NumberFormat;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

const LENGTH_BYTES = 8;
const METADATA = "__metadata__";

/**
 * Reads a safetensors file: eight bytes with the length of a JSON header (little endian), the header,
 * then the tensors' bytes. https://huggingface.co/docs/safetensors
 *
 * Numbers of other formats become float32; a format that Thorascope does not know throws
 * `WEIGHTS_UNSUPPORTED`. A file that is cut, or whose header does not give every byte to exactly one
 * tensor, throws `WEIGHTS_INVALID`.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, start } = readHeader(bytes);
  const metadata = readMetadata(header.get(METADATA), bytes);
  header.delete(METADATA);
  const entries = [...header].map(([name, entry]) => readEntry(name, entry, bytes));
  refuseOverlap(entries, bytes.length - start, bytes);
  const tensors = new Map(
    entries.map(({ name, shape, format, from, to }) => {
      const data = toFloat32(bytes.subarray(start + from, start + to), format);
      return [name, float32(shape, data)];
    }),
  );
  return { tensors, metadata };
}

/** Writes float32 tensors as a safetensors file, in the order of the map. */
export function writeSafetensors(
  tensors: Weights,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  if (tensors.has(METADATA)) {
    throw new WeightsError("WEIGHTS_UNSUPPORTED", `No tensor can be named "${METADATA}".`);
  }
  let offset = 0;
  const entries = [...tensors].map(([name, { shape, data }]) => {
    const data_offsets = [offset, offset + data.byteLength];
    offset += data.byteLength;
    return [name, { dtype: "F32", shape, data_offsets }];
  });
  const header = Object.fromEntries([[METADATA, metadata], ...entries]);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + padded + offset).fill(
    0x20,
    LENGTH_BYTES,
    LENGTH_BYTES + padded,
  );
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(json, LENGTH_BYTES);
  let position = LENGTH_BYTES + padded;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return file;
}

function readHeader(bytes: Uint8Array): { header: Map<string, unknown>; start: number } {
  if (bytes.length < LENGTH_BYTES) throw damaged("it is shorter than its own header", bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const start = LENGTH_BYTES + length;
  if (start > bytes.length) throw damaged(`its header claims ${length} bytes`, bytes);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, start));
  if (!isRecord(header)) throw damaged("its header is not a JSON object", bytes);
  return { header: new Map(Object.entries(header)), start };
}

/** The header's JSON; undefined where it is none. */
function parseHeader(utf8: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(utf8));
  } catch {
    return undefined;
  }
}

function readMetadata(metadata: unknown = {}, bytes: Uint8Array): Record<string, string> {
  if (isRecord(metadata) && Object.values(metadata).every((text) => typeof text === "string")) {
    return metadata as Record<string, string>;
  }
  throw damaged(`its ${METADATA} holds something else than text`, bytes);
}

/** One tensor's entry, checked by itself. */
function readEntry(name: string, entry: unknown, bytes: Uint8Array): Entry {
  const { dtype, shape, data_offsets } = isRecord(entry) ? entry : {};
  if (typeof dtype !== "string" || !isCounts(shape) || !isCounts(data_offsets)) {
    throw damaged(`its entry for "${name}" is incomplete`, bytes);
  }
  if (!isNumberFormat(dtype)) {
    throw new WeightsError(
      "WEIGHTS_UNSUPPORTED",
      `The tensor "${name}" is stored as ${dtype}, which Thorascope does not read; convert the weights to float32 (F32).`,
      { name, dtype },
    );
  }
  const [from = 0, to = -1] = data_offsets;
  const count = shape.reduce((product, size) => product * size, 1);
  if (data_offsets.length !== 2 || to - from !== count * bytesPerNumber(dtype)) {
    throw damaged(`the bytes of "${name}" do not fit its shape [${shape}]`, bytes);
  }
  return { name, format: dtype, shape, from, to };
}

/** Every byte after the header belongs to exactly one tensor, as the format demands. */
function refuseOverlap(entries: readonly Entry[], available: number, bytes: Uint8Array): void {
  let reached = 0;
  for (const { name, from, to } of entries.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (to > available) throw damaged(`the bytes of "${name}" lie beyond its end`, bytes);
    if (from < reached) throw damaged(`the bytes of "${name}" overlap another tensor's`, bytes);
    if (from > reached) throw damaged(`the bytes before "${name}" belong to no tensor`, bytes);
    reached = to;
  }
  if (reached < available) throw damaged("its last bytes belong to no tensor", bytes);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list of whole numbers from 0. */
function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function damaged(reason: string, bytes: Uint8Array): WeightsError {
  return new WeightsError(
    "WEIGHTS_INVALID",
    `These ${bytes.length} bytes are no safetensors file, or a damaged one: ${reason}. Fetch or export the file again.`,
    { bytes: bytes.length },
  );
}
