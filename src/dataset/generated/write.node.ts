import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeWhole } from "../../whole-file.node.ts";
import { DatasetError } from "../errors.ts";

/** Writes a file that is whole or absent. @throws DatasetError `GENERATED_UNWRITABLE`. */
export async function writeGenerated(path: string, content: Uint8Array | string): Promise<void> {
  await writeWhole(path, content).catch((error) => {
    throw unwritable(path, error);
  });
}

/** Adds a line to a file, and makes its folder if need be. @throws DatasetError `GENERATED_UNWRITABLE`. */
export async function appendLine(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, `${line}\n`);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): DatasetError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatasetError(
    "GENERATED_UNWRITABLE",
    `${path}: can't be written (${reason}). Free space or choose another folder; what is drawn already is kept.`,
    { path },
    { cause },
  );
}
