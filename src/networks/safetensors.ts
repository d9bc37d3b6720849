import { float32, type Tensor } from "../graph/tensor.ts";
import { WeightsError } from "./errors.ts";
import type { Weights } from "./weights.ts";

/** Tensors and free text entries, as a safetensors file holds them. */
export interface SafetensorsFile {
  readonly tensors: Weights;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const LENGTH_BYTES = 8;

/**
 * Reads a safetensors file: eight bytes with the length of a JSON header (little endian), the header,
 * then the tensors' bytes. https://huggingface.co/docs/safetensors
 *
 * Reads float32 tensors; others throw `WEIGHTS_UNSUPPORTED`. A file that is cut, or whose header speaks
 * of bytes that are not there, throws `WEIGHTS_INVALID`.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, start } = readHeader(bytes);
  const tensors = new Map<string, Tensor<"float32">>();
  let metadata: Readonly<Record<string, string>> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") metadata = entry as unknown as Record<string, string>;
    else tensors.set(name, readTensor(bytes, start, name, entry));
  }
  return { tensors, metadata };
}

/** Writes float32 tensors as a safetensors file, in the order of the map. */
export function writeSafetensors(
  tensors: Weights,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
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

function readHeader(bytes: Uint8Array): { header: Readonly<Record<string, Entry>>; start: number } {
  if (bytes.length < LENGTH_BYTES) throw damaged("it is shorter than its own header", bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const start = LENGTH_BYTES + length;
  if (start > bytes.length) throw damaged(`its header claims ${length} bytes`, bytes);
  try {
    return {
      header: JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start))),
      start,
    };
  } catch {
    throw damaged("its header is not JSON", bytes);
  }
}

function readTensor(
  bytes: Uint8Array,
  start: number,
  name: string,
  entry: Entry,
): Tensor<"float32"> {
  const [from, to] = entry.data_offsets ?? [];
  if (from === undefined || to === undefined || !Array.isArray(entry.shape)) {
    throw damaged(`its entry for "${name}" is incomplete`, bytes);
  }
  if (entry.dtype !== "F32") {
    throw new WeightsError(
      "WEIGHTS_UNSUPPORTED",
      `The tensor "${name}" is stored as ${entry.dtype}; convert the weights to float32 (F32).`,
      { name, dtype: entry.dtype },
    );
  }
  const count = entry.shape.reduce((product, size) => product * size, 1);
  if (from < 0 || to - from !== count * 4 || start + to > bytes.length) {
    throw damaged(
      `the bytes of "${name}" do not fit its shape [${entry.shape}] or the file`,
      bytes,
    );
  }
  return float32(
    entry.shape,
    new Float32Array(new Uint8Array(bytes.subarray(start + from, start + to)).buffer),
  );
}

function damaged(reason: string, bytes: Uint8Array): WeightsError {
  return new WeightsError(
    "WEIGHTS_INVALID",
    `These ${bytes.length} bytes are no safetensors file, or a damaged one: ${reason}. Fetch or export the file again.`,
    { bytes: bytes.length },
  );
}
