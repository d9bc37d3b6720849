import { readFile } from "node:fs/promises";
import type { RenderedLesion } from "../../phantom/index.ts";
import { appendLine } from "./write.node.ts";

/** Where the lesions of the radiographs drawn so far lie, kept on disk until all are drawn. */
export interface Journal {
  /** By file name. */
  readonly lesions: ReadonlyMap<string, readonly RenderedLesion[]>;
  add(fileName: string, lesions: readonly RenderedLesion[]): Promise<void>;
}

type Line = readonly [fileName: string, lesions: readonly RenderedLesion[]];

/** Opens a journal, or begins it. A line that the end of a process cut off counts as not there. */
export async function openJournal(path: string): Promise<Journal> {
  const text = await readFile(path, "utf8").catch(() => "");
  const lesions = new Map(text.split("\n").flatMap(parse));
  if (text !== "" && !text.endsWith("\n")) await appendLine(path, "");
  return {
    lesions,
    async add(fileName, found) {
      await appendLine(path, JSON.stringify([fileName, found] satisfies Line));
      lesions.set(fileName, found);
    },
  };
}

function parse(line: string): Line[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
