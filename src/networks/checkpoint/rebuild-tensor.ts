import { damaged, unsupported } from "./refusal.ts";
import { isCount, isCounts, isKind, type Pickled, type PickledTensor } from "./values.ts";

/**
 * The view that `torch._utils._rebuild_tensor` describes: (storage, offset, shape, strides, ..).
 *
 * Refused where it reaches beyond its storage, and where it has more elements than the storage has numbers
 * (an expanded tensor): a few bytes could claim any amount of memory.
 */
export function rebuildTensor([
  storage,
  offset,
  shape,
  strides,
]: readonly Pickled[]): PickledTensor {
  if (!isKind(storage, "storage") || !isCount(offset) || !isCounts(shape) || !isCounts(strides)) {
    throw damaged("a tensor of it is described by something else than whole numbers");
  }
  if (shape.length !== strides.length) throw damaged("a tensor of it has no step along an axis");
  const count = shape.reduce((product, size) => product * size, 1);
  if (!(count <= storage.count)) {
    throw unsupported(
      `holds a tensor of shape [${shape.join(", ")}] over ${storage.count} numbers: it repeats them`,
      { shape, stored: storage.count },
    );
  }
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), offset);
  if (count > 0 && last >= storage.count) {
    throw damaged(`a tensor of shape [${shape.join(", ")}] reaches beyond its numbers`, { shape });
  }
  return { kind: "tensor", storage, offset, shape: [...shape], strides: [...strides] };
}
