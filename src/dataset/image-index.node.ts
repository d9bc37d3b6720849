import { readdir, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { isJsrtName } from "../radiograph/index.ts";
import { otherEditionNames } from "./edition-names.ts";
import { unreadable } from "./files.node.ts";

/** The image files in some folders, to be found by the names of a label table. */
export interface ImageIndex {
  /**
   * Paths of the images of that name, which may begin with folders; the folder named first comes first. Where
   * there are none, those of a name that the image has in another edition of its data set.
   */
  find(fileName: string): readonly string[];
  /** Every image file. */
  readonly paths: readonly string[];
}

/** Files of other kinds in the folders are not looked at, but for raw files of JSRT. DICOM files may have no extension. */
const EXTENSIONS: ReadonlySet<string> = new Set([
  ...["", ".png", ".jpg", ".jpeg", ".dcm", ".dicom", ".tif", ".tiff"],
]);

/**
 * Lists the image files of folders and of the folders below them, in the order of their names. Links are
 * followed, those to folders only if they are named here.
 *
 * @throws DatasetError `FILE_UNREADABLE`.
 */
export async function indexImages(folders: readonly string[]): Promise<ImageIndex> {
  const paths: string[] = [];
  const byName = new Map<string, { readonly path: string; readonly below: string }[]>();
  for (const folder of folders) {
    for (const path of await listImages(folder)) {
      paths.push(path);
      const below = relative(folder, path).split(sep).join("/");
      const name = below.slice(below.lastIndexOf("/") + 1);
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [{ path, below }]);
      else known.push({ path, below });
    }
  }
  const named = (fileName: string): readonly string[] => {
    const name = fileName.slice(fileName.lastIndexOf("/") + 1);
    return (byName.get(name) ?? [])
      .filter(({ below }) => below === fileName || `/${below}`.endsWith(`/${fileName}`))
      .map(({ path }) => path);
  };
  return {
    paths,
    find(fileName) {
      const found = named(fileName);
      if (found.length > 0) return found;
      const other = otherEditionNames(fileName).find((name) => named(name).length > 0);
      return other === undefined ? found : named(other);
    },
  };
}

function isImageName(name: string): boolean {
  return EXTENSIONS.has(extname(name).toLowerCase()) || isJsrtName(name);
}

async function listImages(folder: string, found: string[] = []): Promise<string[]> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await listImages(path, found);
    else if (!isImageName(entry.name)) continue;
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) found.push(path);
  }
  return found;
}

async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith("."))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** A link to nowhere is none. */
async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
}
