import { readFile } from "node:fs/promises";
import { writeWhole } from "../../whole-file.node.ts";
import { AuditError } from "./errors.ts";

/** How far the log went when somebody last looked. Kept apart from the log, it tells when its end is cut off. */
export interface AuditHead {
  readonly sequence: bigint;
  readonly mac: string;
  /** Of the key that made the chain. */
  readonly key: string;
}

/** The head in a file; null if there is no file. @throws AuditError AUDIT_HEAD_INVALID. */
export async function readHead(file: string): Promise<AuditHead | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const [, sequence, mac, key] =
    /^\{"sequence":(\d{1,18}),"mac":"([0-9a-f]{64})","key":"([0-9a-f]{16})"\}\s*$/.exec(text) ?? [];
  if (sequence !== undefined && mac !== undefined && key !== undefined) {
    return { sequence: BigInt(sequence), mac, key };
  }
  throw new AuditError(
    "AUDIT_HEAD_INVALID",
    `${file} does not hold the head of an audit log. Look who wrote it; put it back from where it is kept apart, or remove it if the log is known to be whole.`,
    { file },
  );
}

/** Writes the head so that the file always holds a whole one. */
export async function writeHead(file: string, { sequence, mac, key }: AuditHead): Promise<void> {
  await writeWhole(file, `{"sequence":${sequence},"mac":"${mac}","key":"${key}"}\n`);
}
