import { crc32, deflateRawSync } from "node:zlib";

/** A file to pack, and what is to be wrong with it. */
export interface EntryToPack {
  readonly name: string;
  readonly content: Buffer;
  /** 8 is deflate, 0 none; others are named but not done. */
  readonly method?: number;
  /** General purpose bits: 1 says encrypted, 8 that sizes come after the file. */
  readonly flags?: number;
  /** A Unix file mode. */
  readonly mode?: number;
  readonly crc?: number | undefined;
  readonly declaredBytes?: number;
}

/** What is to be wrong with an archive. */
export interface PackOptions {
  /** All entries lie where the first does. */
  readonly areShared?: boolean;
  /** Bytes after each entry. */
  readonly between?: Buffer;
  readonly beforeDirectory?: Buffer;
  readonly comment?: Buffer;
}

const NOTHING = Buffer.alloc(0);
const SIZES_FOLLOW = 8;

/** Packs a ZIP archive by PKWARE's APPNOTE (4.3.7 local headers, 4.3.9 descriptors, 4.3.12 directory, 4.3.16 end). */
export function packZip(
  entries: readonly EntryToPack[],
  {
    areShared = false,
    between = NOTHING,
    beforeDirectory = NOTHING,
    comment = NOTHING,
  }: PackOptions = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [index, entry] of entries.entries()) {
    const { name, content, method = 8, flags = 0, mode = 0o100_644 } = entry;
    const packed = method === 8 ? deflateRawSync(content) : content;
    const crc = entry.crc ?? crc32(content);
    const size = entry.declaredBytes ?? content.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(areShared ? 0 : offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x03"), common, rest, Buffer.from(name));
    if (areShared && index > 0) continue;
    const local = Buffer.from(common);
    const descriptor = Buffer.from("PK\x07\x08............");
    if ((flags & SIZES_FOLLOW) !== 0) {
      local.fill(0, 10, 22);
      common.copy(descriptor, 4, 10, 22);
    }
    const after = (flags & SIZES_FOLLOW) === 0 ? NOTHING : descriptor;
    const bytes = [Buffer.from("PK\x03\x04"), local, Buffer.from(name), packed, after, between];
    parts.push(...bytes);
    offset += Buffer.concat(bytes).length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset + beforeDirectory.length, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([
    ...parts,
    beforeDirectory,
    listed,
    Buffer.from("PK\x05\x06"),
    end,
    comment,
  ]);
}
