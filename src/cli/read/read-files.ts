import { basename } from "node:path";
import { codeAndMessage } from "../../errors.ts";
import {
  type PreparedRadiograph,
  type Radiograph,
  RefusedRadiographError,
} from "../../radiograph/index.node.ts";
import type { Model, Reading, ReadOptions, RefusedFile } from "../../reading/index.node.ts";

/** A file that was read. */
export interface ReadFile {
  readonly file: string;
  readonly radiograph: Radiograph;
  readonly reading: Reading;
}

/** A file that was not read. */
export interface FileNotRead extends RefusedFile {
  /** Whether only the model refuses it, by what it sees in it. */
  readonly isGated: boolean;
}

/** Reads files in advance of the network. */
export interface FilePreparer {
  readonly prepare: (file: string) => Promise<PreparedRadiograph>;
  /** How many files are prepared while the network is busy with others; bounds the memory. */
  readonly ahead: number;
}

/**
 * Reads files one after the other, preparing the next ones meanwhile. A file that can't be read comes out as
 * a refused one in its place; the others are read all the same.
 */
export async function* readFiles(
  files: AsyncIterable<string>,
  model: Model,
  preparer: FilePreparer,
  { anyway = false }: Pick<ReadOptions, "anyway"> = {},
): AsyncGenerator<ReadFile | FileNotRead> {
  for await (const { file, prepared } of prepareAhead(files, preparer)) {
    const outcome = await prepared;
    if ("error" in outcome) {
      yield { file, error: outcome.error, isGated: false };
      continue;
    }
    const { radiograph, grey } = outcome;
    try {
      const reading = await model.read(radiograph, { input: grey, anyway });
      yield { file, radiograph, reading: withFileName(reading, file) };
    } catch (error) {
      const { refusal } = withFileName({ refusal: codeAndMessage(error) }, file);
      yield { file, error: refusal, isGated: error instanceof RefusedRadiographError };
    }
  }
}

/** A file whose preparation has begun. */
interface Begun {
  readonly file: string;
  readonly prepared: Promise<PreparedRadiograph | Pick<RefusedFile, "error">>;
}

async function* prepareAhead(
  files: AsyncIterable<string>,
  { prepare, ahead }: FilePreparer,
): AsyncGenerator<Begun> {
  const waiting: Begun[] = [];
  for await (const file of files) {
    const prepared = prepare(file).catch((error: unknown) => ({ error: codeAndMessage(error) }));
    waiting.push({ file, prepared });
    const first = waiting.length > ahead ? waiting.shift() : undefined;
    if (first) yield first;
  }
  yield* waiting;
}

/** A model sees a radiograph, not a file: its refusal gets the file's name, as all others have it. */
function withFileName<Refusable extends Pick<Reading, "refusal">>(
  refusable: Refusable,
  file: string,
): Refusable {
  const { refusal } = refusable;
  if (refusal === undefined) return refusable;
  const message = `${basename(file)}: ${refusal.message}`;
  return { ...refusable, refusal: { ...refusal, message } };
}
