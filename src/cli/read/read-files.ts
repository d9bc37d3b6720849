import { isThorascopeError } from "../../errors.ts";
import { type Radiograph, readRadiograph } from "../../radiograph/index.node.ts";
import type { Model, Reading, RefusedFile } from "../../reading/index.node.ts";

/** A file that was read. */
export interface ReadFile {
  readonly file: string;
  readonly radiograph: Radiograph;
  readonly reading: Reading;
}

/** How many files are decoded while the network is busy with others; bounds the memory. */
const AHEAD = 3;

/**
 * Reads files one after the other, decoding the next ones meanwhile. A file that can't be read comes out as
 * a refused one in its place; the others are read all the same.
 */
export async function* readFiles(
  files: AsyncIterable<string>,
  model: Model,
): AsyncGenerator<ReadFile | RefusedFile> {
  for await (const { file, radiograph } of decodeAhead(files)) {
    const decoded = await radiograph;
    if ("error" in decoded) {
      yield { file, error: decoded.error };
      continue;
    }
    try {
      yield { file, radiograph: decoded, reading: await model.read(decoded) };
    } catch (error) {
      yield { file, error: describe(error) };
    }
  }
}

type Decoded = Radiograph | Pick<RefusedFile, "error">;

async function* decodeAhead(
  files: AsyncIterable<string>,
): AsyncGenerator<{ file: string; radiograph: Promise<Decoded> }> {
  const waiting: { file: string; radiograph: Promise<Decoded> }[] = [];
  for await (const file of files) {
    const radiograph = readRadiograph(file).catch((error: unknown) => ({ error: describe(error) }));
    waiting.push({ file, radiograph });
    const first = waiting.length > AHEAD ? waiting.shift() : undefined;
    if (first) yield first;
  }
  yield* waiting;
}

function describe(error: unknown): RefusedFile["error"] {
  if (isThorascopeError(error)) return { code: error.code, message: error.message };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "UNEXPECTED",
    message: `${reason}. This is a fault of Thorascope's: please report it with the kind of file it was.`,
  };
}
