import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
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
  const key = randomBytes(KEY_BYTES);
  const own = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(own, `${key.toString("hex")}\n`, { mode: 0o600, flush: true });
    // It appears with its content, and only where there is none: whoever is later takes the other's.
    await link(own, file);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return await readAuditKey(file);
  } finally {
    await rm(own, { force: true });
  }
}
