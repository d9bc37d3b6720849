import { crc32, deflateRawSync } from "node:zlib";

/** What to make otherwise than a proper archive has it. */
export interface ZipOptions {
  /** 8 is deflate, 0 none; others are named but not done. */
  readonly method?: number;
  readonly encrypted?: boolean;
  /** Changes a file's bytes before they are written, after their CRC-32 was taken. */
  readonly damage?: (bytes: Buffer) => Buffer;
  readonly comment?: string;
}

/** A ZIP archive by PKWARE's APPNOTE (4.3.7 local headers, 4.3.12 directory, 4.3.16 end). */
export function zipOf(
  files: Readonly<Record<string, string>>,
  { method = 8, encrypted = false, damage = (bytes) => bytes, comment = "" }: ZipOptions = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, contents] of Object.entries(files)) {
    const bytes = Buffer.from(contents);
    const written = damage(bytes);
    const packed = method === 8 ? deflateRawSync(written) : written;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const extra = Buffer.from("extra");
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), extra]);
    local.writeUInt16LE(extra.length, 28);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, rest, Buffer.from(name)]),
    );
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...parts, entries, Buffer.from("PK\x05\x06"), end, Buffer.from(comment)]);
}
