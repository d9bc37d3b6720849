import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { AuditError } from "./errors.ts";

const KEY_BYTES = 32;

/**
 * The key of the chain, from its file: 64 hexadecimal digits.
 *
 * @throws AuditError AUDIT_KEY_MISSING, AUDIT_KEY_INVALID.
 */
export async function readAuditKey(file: string): Promise<Uint8Array> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new AuditError(
      "AUDIT_KEY_MISSING",
      `the audit log's key cannot be read from ${file} (${cause.code}). Put it back from a backup, or set audit.keyFile to where it is.`,
      { file },
    );
  });
  if (/^[0-9a-f]{64}\s*$/.test(text)) return Buffer.from(text.trim(), "hex");
  throw new AuditError(
    "AUDIT_KEY_INVALID",
    `${file} holds no key of an audit log (64 hexadecimal digits). Put it back from a backup, or set audit.keyFile to where it is.`,
    { file },
  );
}

/**
 * Makes a key that only this user may read, if there is none; several processes may do so at once.
 *
 * @throws AuditError AUDIT_KEY_INVALID.
 */
export async function createAuditKey(file: string): Promise<Uint8Array> {
  await mkdir(dirname(file), { recursive: true });
  const made = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
    return null;
  });
  if (made === null) return readAuditKey(file);
  const key = randomBytes(KEY_BYTES);
  try {
    await made.writeFile(`${key.toString("hex")}\n`);
    await made.sync();
  } finally {
    await made.close();
  }
  return key;
}
