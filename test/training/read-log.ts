import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The lines of a run's log, parsed. */
export async function readLog({ out }: { readonly out: string }) {
  const text = await readFile(join(out, "log.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
