import { bytesPerNumber } from "../number-format.ts";
import { ByteReader } from "./byte-reader.ts";
import { damaged, unsupported } from "./refusal.ts";
import { storageOf } from "./storage.ts";
import { unpickle } from "./unpickle.ts";
import { isKind, type Pickled, type PickledStorage } from "./values.ts";
import type { RawCheckpoint } from "./zip-checkpoint.ts";

const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;

/** How such a file begins: protocol 2, a whole number of ten bytes, the magic number. */
export const LEGACY_START = Uint8Array.of(
  ...[0x80, 0x02, 0x8a, 0x0a],
  ...[0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19],
);

/**
 * Reads what `torch.save` wrote before PyTorch 1.6: pickles one after the other (magic number, version,
 * the machine, the content, the keys of its storages), then the storages, each with its length before it.
 */
export function readLegacyCheckpoint(bytes: Uint8Array): RawCheckpoint {
  const reader = new ByteReader(bytes);
  const plain = () => unpickle(reader, () => refuseIdentity());
  if (plain() !== MAGIC_NUMBER || plain() !== PROTOCOL_VERSION) {
    throw damaged("its first numbers are not PyTorch's");
  }
  refuseBigEndian(plain());
  const named = new Map<string, PickledStorage>();
  const root = unpickle(reader, (id) => {
    const [tag, container = null] = Array.isArray(id) ? id : [];
    // The class of a whole module, with its source code, which is passed over.
    if (tag === "module") return container;
    const storage = storageOf(id);
    named.set(storage.key, storage);
    return storage;
  });
  const keys = plain();
  const storages = new Map<string, Uint8Array>();
  for (const key of Array.isArray(keys) ? keys : []) {
    const storage = typeof key === "string" ? named.get(key) : undefined;
    if (storage === undefined) throw damaged("it holds a storage that no tensor looks into");
    storages.set(storage.key, reader.take(reader.uint64() * bytesPerNumber(storage.format)));
  }
  return { root, storages };
}

function refuseBigEndian(machine: Pickled): void {
  if (isKind(machine, "dict") && machine.entries.get("little_endian") !== false) return;
  throw unsupported("was written by a big-endian machine");
}

function refuseIdentity(): never {
  throw damaged("its first numbers are not plain");
}
