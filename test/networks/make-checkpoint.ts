import { crc32 } from "../../src/radiograph/crc32.ts";

/** Bytes of a pickle, put together opcode by opcode (Python's pickletools.py names them). */
export type Pickle = readonly (number | string | Uint8Array | Pickle)[];

/** The bytes of a pickle; a string stands for its characters. */
export function bytesOf(pickle: Pickle): Uint8Array {
  return Buffer.concat(
    pickle.map((part) => {
      if (typeof part === "number") return Uint8Array.of(part);
      if (typeof part === "string") return Buffer.from(part, "latin1");
      return part instanceof Uint8Array ? part : bytesOf(part);
    }),
  );
}

/** A whole pickle of protocol 2. */
export function pickled(...content: Pickle): Uint8Array {
  return bytesOf(["\x80\x02", content, "."]);
}

/** Four bytes, little endian. */
export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

export const text = (value: string): Pickle => ["X", uint32(Buffer.byteLength(value)), value];
export const count = (value: number): Pickle => ["J", uint32(value)];
export const tuple = (...items: Pickle[]): Pickle => ["(", items, "t"];
export const list = (...items: Pickle[]): Pickle => ["](", items, "e"];
export const named = (module: string, name: string): Pickle => ["c", module, "\n", name, "\n"];
export const called = (callee: Pickle, ...args: Pickle[]): Pickle => [callee, tuple(...args), "R"];
export const dict = (entries: Readonly<Record<string, Pickle>>): Pickle => [
  "}(",
  ...Object.entries(entries).map(([key, value]) => [text(key), value]),
  "u",
];

/** An object of a class with attributes. */
export const object = (cls: Pickle, attributes: Readonly<Record<string, Pickle>>): Pickle => [
  [cls, ")\x81"],
  dict(attributes),
  "b",
];

/** A `torch.nn.Module`. */
export function module(
  name: string,
  parts: {
    parameters?: Readonly<Record<string, Pickle>>;
    buffers?: Readonly<Record<string, Pickle>>;
    modules?: Readonly<Record<string, Pickle>>;
    notSaved?: Pickle;
  },
): Pickle {
  return object(named("some.where", name), {
    training: ["\x89"],
    _parameters: dict(parts.parameters ?? {}),
    _buffers: dict(parts.buffers ?? {}),
    _modules: dict(parts.modules ?? {}),
    ...(parts.notSaved ? { _non_persistent_buffers_set: parts.notSaved } : {}),
  });
}

/** The identity of a storage, and the storage itself. */
export function storage(type: string, key: string, length: number, legacy = false): Pickle {
  const items = [text("storage"), named("torch", type), text(key), text("cpu"), count(length)];
  return [tuple(...items, ...(legacy ? [["N"]] : [])), "Q"];
}

/** A tensor as PyTorch describes it; contiguous if no strides are given. */
export function tensor(
  source: Pickle,
  shape: readonly number[],
  strides: readonly number[] = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, size) => product * size, 1),
  ),
  offset = 0,
): Pickle {
  return called(
    named("torch._utils", "_rebuild_tensor_v2"),
    source,
    count(offset),
    tuple(...shape.map(count)),
    tuple(...strides.map(count)),
    ["\x89"],
    called(named("collections", "OrderedDict")),
  );
}

/** What a zip archive is told to say of a file, where it is not the truth. */
export interface ZipLie {
  readonly method?: number;
  readonly size?: number;
  readonly checksum?: number;
}

/** A zip archive of stored files, as `torch.save` writes. */
export function zip(
  files: Readonly<Record<string, Uint8Array>>,
  lies: Readonly<Record<string, ZipLie>> = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  const contents: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name);
    const { method = 0, size = content.length, checksum = crc32(content) } = lies[name] ?? {};
    const common = Buffer.alloc(26);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(checksum, 10);
    common.writeUInt32LE(size, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, path, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    contents.push(Buffer.concat([Buffer.from("PK\x01\x02\0\0"), common, tail, path]));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(contents.length, 8);
  end.writeUInt16LE(contents.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...contents, end]);
}

/** A checkpoint of the zip format, with the bytes of its storages by their keys. */
export function zipCheckpoint(
  content: Pickle,
  storages: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  return zip({
    "archive/data.pkl": pickled(content),
    ...Object.fromEntries(
      Object.entries(storages).map(([key, bytes]) => [`archive/data/${key}`, bytes]),
    ),
    "archive/version": Buffer.from("3\n"),
  });
}

/** A checkpoint of the format before PyTorch 1.6; each storage with the number of its numbers. */
export function legacyCheckpoint(
  content: Pickle,
  storages: Readonly<Record<string, { count: number; bytes: Uint8Array }>> = {},
  littleEndian = true,
): Uint8Array {
  const keys = Object.keys(storages).sort();
  return bytesOf([
    pickled("\x8a\x0a", Buffer.from("6cfc9c46f9206aa85019", "hex")),
    pickled("M\xe9\x03"),
    pickled(dict({ little_endian: [littleEndian ? "\x88" : "\x89"] })),
    pickled(content),
    pickled(list(...keys.map(text))),
    ...keys.map((key) => {
      const { count: length = 0, bytes = new Uint8Array() } = storages[key] ?? {};
      return [uint32(length), uint32(0), bytes];
    }),
  ]);
}

/** Float32 numbers as they lie in a storage. */
export function floats(...values: number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}
