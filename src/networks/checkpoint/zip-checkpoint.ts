import { ByteReader } from "./byte-reader.ts";
import { damaged, unsupported } from "./refusal.ts";
import { storageOf } from "./storage.ts";
import { unpickle } from "./unpickle.ts";
import type { Pickled } from "./values.ts";
import { readZip } from "./zip.ts";

/** A checkpoint as it was pickled, with the bytes of its storages by their keys. */
export interface RawCheckpoint {
  readonly root: Pickled;
  readonly storages: ReadonlyMap<string, Uint8Array>;
}

const PICKLE = "data.pkl";

/**
 * Reads what `torch.save` writes since PyTorch 1.6: a zip archive with the pickle `<name>/data.pkl` and
 * each storage as `<name>/data/<key>`.
 */
export function readZipCheckpoint(bytes: Uint8Array): RawCheckpoint {
  const files = readZip(bytes);
  const path = [...files.keys()].find((name) => name.split("/").at(-1) === PICKLE);
  const pickle = files.get(path ?? "");
  if (path === undefined || pickle === undefined) {
    throw damaged(`it is a zip archive without ${PICKLE}`);
  }
  const folder = path.slice(0, -PICKLE.length);
  if (files.has(`${folder}constants.pkl`)) {
    throw unsupported("is a TorchScript program (torch.jit.save), not weights");
  }
  const order = files.get(`${folder}byteorder`);
  if (order && new TextDecoder().decode(order) !== "little") {
    throw unsupported("was written by a big-endian machine");
  }
  const storages = new Map<string, Uint8Array>();
  const root = unpickle(new ByteReader(pickle), (id) => {
    const storage = storageOf(id);
    const content = files.get(`${folder}data/${storage.key}`);
    if (content !== undefined) storages.set(storage.key, content);
    return storage;
  });
  return { root, storages };
}
