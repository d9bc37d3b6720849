import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { apiDescription } from "./api-description.ts";
import { commandReference } from "./command-reference.ts";
import { type ApiDocument, httpReference } from "./http-reference.ts";
import { writeLibraryReference } from "./library-reference.ts";
import { PAGES, ROOT } from "./site-folders.ts";

/** Writes what is said of the command line, the HTTP API and the library by their own code. */
export async function writeReference(): Promise<void> {
  const folder = join(PAGES, "reference");
  await mkdir(folder, { recursive: true });
  const { version }: { version: string } = JSON.parse(
    await readFile(join(ROOT, "package.json"), "utf8"),
  );
  await writeFile(join(folder, "command-line.md"), commandReference());
  const api: ApiDocument = JSON.parse(await apiDescription(version));
  await writeFile(join(folder, "http.md"), httpReference(api));
  await writeLibraryReference(join(folder, "library"));
}
