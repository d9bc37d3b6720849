import { float32, type Tensor } from "../../graph/tensor.ts";
import { bytesPerNumber, toFloat32 } from "../number-format.ts";
import type { Weights } from "../weights.ts";
import { LEGACY_START, readLegacyCheckpoint } from "./legacy-checkpoint.ts";
import { namedTensors } from "./named-tensors.ts";
import { damaged, unsupported } from "./refusal.ts";
import type { PickledStorage, PickledTensor } from "./values.ts";
import { readZipCheckpoint } from "./zip-checkpoint.ts";

const ZIP_START = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);

/** Tells whether bytes begin as a PyTorch checkpoint of either format does. */
export function isCheckpoint(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP_START) || startsWith(bytes, LEGACY_START);
}

/**
 * Reads the weights of a PyTorch checkpoint (`torch.save`), as float32 tensors under the names of its state
 * dict. Nothing in it is executed.
 *
 * Throws `WEIGHTS_INVALID` for a damaged file, `WEIGHTS_UNSAFE` for one that asks to run code, and
 * `WEIGHTS_UNSUPPORTED` for what `torch.save` does not write, or Thorascope does not read.
 */
export function readCheckpoint(bytes: Uint8Array): Weights {
  const { root, storages } = startsWith(bytes, ZIP_START)
    ? readZipCheckpoint(bytes)
    : readLegacyCheckpoint(bytes);
  const named = namedTensors(root);
  refuseRepetition(named, bytes.length);
  const decoded = new Map<string, Float32Array>();
  const numbersOf = (storage: PickledStorage): Float32Array => {
    const { key, format, start, count } = storage;
    const id = `${format} ${key}`;
    const numbers = decoded.get(id) ?? toFloat32(wholeNumbers(storages.get(key), storage), format);
    decoded.set(id, numbers);
    if (start + count > numbers.length) {
      throw damaged(`storage ${key} holds fewer numbers than are used`, { key });
    }
    return numbers.subarray(start, start + count);
  };
  return new Map(
    [...named].map(([name, tensor]) => [name, gather(tensor, numbersOf(tensor.storage))]),
  );
}

/** The bytes of a storage, less what does not fill a number. */
function wholeNumbers(bytes: Uint8Array | undefined, { key, format }: PickledStorage): Uint8Array {
  if (bytes === undefined) throw damaged(`the numbers of storage ${key} are missing`, { key });
  return bytes.subarray(0, bytes.length - (bytes.length % bytesPerNumber(format)));
}

/** The elements of a view, row by row. */
function gather(
  { shape, strides, offset }: PickledTensor,
  numbers: Float32Array,
): Tensor<"float32"> {
  const count = shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(count);
  const position = shape.map(() => 0);
  let from = offset;
  for (let index = 0; index < count; index++) {
    data[index] = numbers[from] ?? Number.NaN;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (position[axis] ?? 0) + 1;
      from += strides[axis] ?? 0;
      position[axis] = next;
      if (next < (shape[axis] ?? 0)) break;
      position[axis] = 0;
      from -= next * (strides[axis] ?? 0);
    }
  }
  return float32(shape, data);
}

/** Many names for one storage are tied weights; very many are a way to claim memory. */
function refuseRepetition(named: ReadonlyMap<string, PickledTensor>, fileBytes: number): void {
  const total = [...named.values()].reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  if (total > fileBytes) {
    throw unsupported(`names ${total} numbers in ${fileBytes} bytes: it repeats itself too often`, {
      total,
      fileBytes,
    });
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
