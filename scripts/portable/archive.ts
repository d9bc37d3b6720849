import { createWriteStream, lstatSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { create } from "tar";
import { ZipFile } from "yazl";

/** What every file in an archive is said to be from, so that the same files give the same archive. */
const TIME = new Date("2020-01-01T00:00:00Z");

/**
 * Packs a folder into `FOLDER.zip` (Windows) or `FOLDER.tar.gz` beside it, in the order of names, with permissions.
 *
 * @param level how hard to compress, from 1 (fast) to 9 (small).
 * @returns the archive's path.
 */
export async function packFolder(
  folder: string,
  kind: "zip" | "tar.gz",
  level: number,
): Promise<string> {
  const archive = `${folder}.${kind}`;
  const parent = dirname(folder);
  const paths = filesBelow(folder).map((path) => `${basename(folder)}/${path}`);
  if (kind === "tar.gz") {
    await create(
      {
        file: archive,
        cwd: parent,
        gzip: { level },
        portable: true,
        mtime: TIME,
        noDirRecurse: true,
      },
      paths,
    );
    return archive;
  }
  const zip = new ZipFile();
  for (const path of paths) {
    const { mode } = lstatSync(join(parent, path));
    zip.addFile(join(parent, path), path, { mtime: TIME, mode, compressionLevel: level });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(archive));
  return archive;
}

/** Every file below a folder, with slashes, in the order of names. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}
