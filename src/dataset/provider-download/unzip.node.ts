import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";

/** A file in a ZIP archive, as its central directory has it. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks the files of a ZIP archive that are wanted into a folder, one after another, in little memory, and
 * checks length and CRC-32 of each (APPNOTE 6.3.10 of PKWARE).
 *
 * @returns the names of what was unpacked.
 * @throws Error where the archive is no ZIP file or not whole, where it is encrypted, beyond 4 GiB (ZIP64) or
 * compressed otherwise than by deflate, and where a name leads out of the folder.
 */
export async function unzip(
  archive: string,
  folder: string,
  isWanted: (name: string) => boolean,
): Promise<string[]> {
  const file = await open(archive);
  try {
    const entries = (await readDirectory(file)).filter(({ name }) => isWanted(name));
    for (const entry of entries) await unpack(archive, file, entry, folder);
    return entries.map(({ name }) => name);
  } finally {
    await file.close();
  }
}

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
/** The directory's end is followed by a comment of at most so many bytes. */
const LONGEST_COMMENT = 0xffff;

async function readDirectory(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await readAt(
    file,
    Math.max(0, size - END_SIZE - LONGEST_COMMENT),
    Math.min(size, END_SIZE + LONGEST_COMMENT),
  );
  let at = tail.length - END_SIZE;
  while (at >= 0 && tail.readUInt32LE(at) !== END_SIGNATURE) at--;
  if (at < 0) throw new Error("it is no ZIP archive, or its end is missing");
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (count === 0xffff || start === 0xffffffff) throw new Error("ZIP64 archives are not read");
  const directory = await readAt(file, start, length);
  const entries: Entry[] = [];
  for (let place = 0; entries.length < count; ) {
    const [entry, next] = readEntry(directory, place);
    entries.push(entry);
    place = next;
  }
  return entries;
}

const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
const ENCRYPTED = 1;

function readEntry(directory: Buffer, at: number): [entry: Entry, next: number] {
  if (at + ENTRY_SIZE > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) {
    throw new Error("its directory is damaged");
  }
  const nameEnd = at + ENTRY_SIZE + directory.readUInt16LE(at + 28);
  const entry: Entry = {
    name: directory.toString("utf8", at + ENTRY_SIZE, nameEnd),
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
  };
  if ((directory.readUInt16LE(at + 8) & ENCRYPTED) !== 0) {
    throw new Error(`${entry.name} is encrypted`);
  }
  return [entry, nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)];
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;

async function unpack(
  archive: string,
  file: FileHandle,
  entry: Entry,
  folder: string,
): Promise<void> {
  const { name, method, crc, packed, size, offset } = entry;
  if (name.startsWith("/") || /^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(name)) {
    throw new Error(`${name} would lie outside the folder`);
  }
  if (method !== STORED && method !== DEFLATED) {
    throw new Error(`${name} is compressed by method ${method}, which is not read`);
  }
  const header = await readAt(file, offset, LOCAL_SIZE);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE)
    throw new Error(`${name} is not where it should be`);
  const start = offset + LOCAL_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
  const target = join(folder, name);
  await mkdir(dirname(target), { recursive: true });
  const check = checkOf(name, size, crc);
  const out = createWriteStream(target);
  // An empty range can't be asked of a stream.
  const packedBytes =
    packed === 0
      ? [Buffer.alloc(0)]
      : createReadStream(archive, { start, end: start + packed - 1 });
  if (method === STORED) await pipeline(packedBytes, check, out);
  else await pipeline(packedBytes, createInflateRaw(), check, out);
}

/** Lets bytes through, and fails where they are more, fewer or others than the directory says. */
function checkOf(name: string, size: number, crc: number): Transform {
  let seen = 0;
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      sum = crc32(chunk, sum);
      done(
        seen > size ? new Error(`${name} is longer than the ${size} bytes it should have`) : null,
        chunk,
      );
    },
    flush(done) {
      const isWhole = seen === size && sum === crc;
      done(isWhole ? null : new Error(`${name} is damaged: its length or its CRC-32 is another`));
    },
  });
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw new Error("it ends too early");
  return buffer;
}
