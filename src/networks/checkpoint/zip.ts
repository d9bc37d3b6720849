import { crc32 } from "../../radiograph/crc32.ts";
import { ByteReader } from "./byte-reader.ts";
import { damaged, unsupported } from "./refusal.ts";

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
/** Stands in fields of four bytes that zip64 moves elsewhere: files beyond 4 GB. */
const BEYOND = 0xffffffff;

/**
 * The files of a zip archive, by name, as views of its bytes.
 *
 * Reads what PyTorch writes: entries that are stored, not compressed. So nothing can unfold to more than
 * the archive holds; compressed or encrypted entries are refused, and so is an entry whose CRC-32 is not
 * that of its bytes. PKWARE's "APPNOTE.TXT" describes the format.
 */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const { count, offset } = readEnd(bytes);
  const reader = new ByteReader(bytes, offset);
  const files = new Map<string, Uint8Array>();
  for (let entry = 0; entry < count; entry++) {
    const { name, ...place } = readCentral(reader);
    if (files.has(name)) throw damaged(`it holds two files named "${name}"`, { name });
    files.set(name, readEntry(bytes, name, place));
  }
  return files;
}

/** The record at the very end, which a comment may follow. */
function readEnd(bytes: Uint8Array): { count: number; offset: number } {
  const first = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  for (let position = bytes.length - END_BYTES; position >= first; position--) {
    const reader = new ByteReader(bytes, position);
    if (reader.uint32() !== END) continue;
    reader.position += 6;
    const count = reader.uint16();
    reader.position += 4;
    const offset = reader.uint32();
    if (count === 0xffff || offset === BEYOND) throw unsupported("is larger than 4 GB");
    return { count, offset };
  }
  throw damaged("it is a zip archive without an end");
}

interface Place {
  readonly size: number;
  readonly checksum: number;
  readonly offset: number;
}

function readCentral(reader: ByteReader): Place & { name: string } {
  if (reader.uint32() !== CENTRAL) throw damaged("its table of contents is broken");
  reader.position += 4;
  const flags = reader.uint16();
  const method = reader.uint16();
  reader.position += 4;
  const checksum = reader.uint32();
  const stored = reader.uint32();
  const size = reader.uint32();
  const [nameLength, extraLength, commentLength] = [
    reader.uint16(),
    reader.uint16(),
    reader.uint16(),
  ];
  reader.position += 8;
  const offset = reader.uint32();
  const name = reader.text(nameLength);
  reader.take(extraLength + commentLength);
  if (method !== 0 || (flags & 1) !== 0) {
    throw unsupported(`holds "${name}" compressed or encrypted, as TorchScript programs do`, {
      name,
    });
  }
  if (size === BEYOND || offset === BEYOND) throw unsupported("is larger than 4 GB");
  if (stored !== size) throw damaged(`"${name}" has two sizes`, { name, stored, size });
  return { name, size, checksum, offset };
}

function readEntry(bytes: Uint8Array, name: string, { size, checksum, offset }: Place): Uint8Array {
  const reader = new ByteReader(bytes, offset);
  if (reader.uint32() !== LOCAL) throw damaged(`"${name}" is not where it should be`, { name });
  reader.position += 22;
  const [nameLength, extraLength] = [reader.uint16(), reader.uint16()];
  reader.take(nameLength + extraLength);
  const content = reader.take(size);
  if (crc32(content) !== checksum) throw damaged(`the bytes of "${name}" were changed`, { name });
  return content;
}
