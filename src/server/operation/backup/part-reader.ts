import { type FileHandle, open } from "node:fs/promises";
import { Header } from "tar";
import { OperationError } from "../errors.ts";
import { MOST_PART_BYTES, type PartKind, partKindOf } from "./format.ts";
import { BLOCK } from "./part-writer.ts";

/** Bytes that are read at a time. */
const CHUNK = 1 << 20;

/** A part of a backup, to be read or left. */
export interface Part {
  readonly path: string;
  readonly kind: PartKind;
  readonly bytes: number;
  /** Its bytes, a chunk at a time. */
  content(): AsyncGenerator<Uint8Array>;
  /** All its bytes. @throws OperationError BACKUP_DAMAGED beyond the limit of what is read into memory. */
  read(): Promise<Buffer>;
}

/**
 * The parts of a backup, in their order. Takes plain files under the names of `format.ts` and nothing else, so
 * that no name, link or compression of somebody else's leads anywhere: what a part says it has is there in the
 * file, byte by byte.
 *
 * @throws OperationError BACKUP_UNREADABLE, BACKUP_DAMAGED, BACKUP_FOREIGN.
 */
export async function* readParts(path: string): AsyncGenerator<Part> {
  const file = await open(path, "r").catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(`cannot be read (${cause.code})`);
  });
  try {
    const size = (await file.stat()).size;
    let at = 0;
    for (;;) {
      const block = await readAt(file, at, BLOCK);
      if (block.every((byte) => byte === 0)) {
        if (at === 0) throw unreadable("is no backup");
        return await requireEnd(file, at, size);
      }
      const part = partAt(file, at, block);
      const next = at + BLOCK + Math.ceil(part.bytes / BLOCK) * BLOCK;
      if (next > size) throw cutOff();
      yield part;
      at = next;
    }
  } finally {
    await file.close();
  }
}

/** Every byte belongs to something: nothing is hidden behind the end. */
async function requireEnd(file: FileHandle, at: number, size: number): Promise<void> {
  if (size !== at + 2 * BLOCK)
    throw size < at + 2 * BLOCK ? cutOff() : damaged("goes on after its end");
  const end = await readAt(file, at, 2 * BLOCK);
  if (!end.every((byte) => byte === 0)) throw damaged("goes on after its end");
}

function partAt(file: FileHandle, at: number, block: Buffer): Part {
  const header = headerOf(block, at);
  const path = header.path ?? "";
  if (header.type !== "File" && header.type !== "OldFile") {
    throw foreign(`a ${header.type} named ${JSON.stringify(path.slice(0, 100))}`);
  }
  const kind = partKindOf(path);
  if (kind === null) throw foreign(`a file named ${JSON.stringify(path.slice(0, 100))}`);
  const bytes = header.size ?? -1;
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw damaged(`says no size of ${path}`);
  const content = () => contentAt(file, at + BLOCK, bytes);
  return {
    path,
    kind,
    bytes,
    content,
    async read() {
      if (bytes > MOST_PART_BYTES) throw damaged(`has ${bytes} bytes in ${path}, too many`);
      return readAt(file, at + BLOCK, bytes);
    },
  };
}

function headerOf(block: Buffer, at: number): Header {
  let header: Header | null = null;
  try {
    header = new Header(block);
  } catch {
    // Numbers that no tar file has.
  }
  if (header?.cksumValid) return header;
  throw at === 0 ? unreadable("is no backup") : damaged("is not a tar file all through");
}

async function* contentAt(
  file: FileHandle,
  start: number,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < bytes; ) {
    const chunk = await readAt(file, start + done, Math.min(CHUNK, bytes - done));
    done += chunk.length;
    yield chunk;
  }
}

async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await file.read(buffer, done, bytes - done, at + done);
    if (bytesRead === 0) throw at === 0 && done < BLOCK ? unreadable("is no backup") : cutOff();
    done += bytesRead;
  }
  return buffer;
}

/** The error for a backup that is not as it was written. */
export function damaged(what: string): OperationError {
  return new OperationError(
    "BACKUP_DAMAGED",
    `the backup ${what}: it was changed or damaged. Copy it again from where it is kept, or take another.`,
    { what },
  );
}

function cutOff(): OperationError {
  return damaged("is cut off");
}

function foreign(what: string): OperationError {
  return new OperationError(
    "BACKUP_FOREIGN",
    `the backup holds ${what}, which Thorascope puts into none. Do not restore it; find out who wrote it.`,
    { what },
  );
}

/** The error for a file that is no backup. */
export function unreadable(what: string): OperationError {
  return new OperationError(
    "BACKUP_UNREADABLE",
    `the file ${what}. Name a file that \`thorascope backup\` wrote.`,
    { what },
  );
}
