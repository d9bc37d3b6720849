import type { NumberFormat } from "../number-format.ts";
import { damaged, unsupported } from "./refusal.ts";
import { isCount, isKind, type Pickled, type PickledStorage } from "./values.ts";

/** The number formats of PyTorch's storages, by the names of their classes. */
const FORMATS: ReadonlyMap<string, NumberFormat> = new Map([
  ["DoubleStorage", "F64"],
  ["FloatStorage", "F32"],
  ["HalfStorage", "F16"],
  ["BFloat16Storage", "BF16"],
  ["LongStorage", "I64"],
  ["IntStorage", "I32"],
  ["ShortStorage", "I16"],
  ["CharStorage", "I8"],
  ["ByteStorage", "U8"],
  ["BoolStorage", "BOOL"],
]);

/**
 * The storage that an identity `("storage", class, key, device, count, ..)` stands for. Where it was, on a
 * GPU or not, does not matter. Older PyTorch adds, for a part of a storage, (key, first number, count).
 */
export function storageOf(id: Pickled): PickledStorage {
  const [tag, type, key, , count, part = null] = Array.isArray(id) ? id : [];
  if (tag !== "storage" || typeof key !== "string" || !isCount(count)) {
    throw damaged("it names a storage in a way that PyTorch does not");
  }
  const format = isKind(type, "global") ? FORMATS.get(type.name) : undefined;
  if (format === undefined || !isKind(type, "global") || !/^torch(\.|$)/.test(type.module)) {
    const named = isKind(type, "global") ? type.name : "an unnamed class";
    throw unsupported(`stores numbers as ${named}, which Thorascope does not read`, {
      type: named,
    });
  }
  if (part === null) return { kind: "storage", key, format, count, start: 0 };
  const [, start, partCount] = Array.isArray(part) ? part : [];
  if (!isCount(start) || !isCount(partCount) || start + partCount > count) {
    throw damaged("a part of a storage reaches beyond it");
  }
  return { kind: "storage", key, format, count: partCount, start };
}
