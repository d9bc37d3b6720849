import { dirname, resolve } from "node:path";
import { readNihBoxes } from "./adapters/nih.ts";
import { readTableFile } from "./adapters/provider-folder.node.ts";
import { type FindingMarks, readBoxTable } from "./box-table.ts";
import { unreadable } from "./files.node.ts";
import { readColumnNames } from "./table.ts";

/**
 * Reads a table of boxes and masks: in the layout of NIH's BBox_List_2017.csv, or one's own. Masks are looked for
 * from the table's folder on.
 *
 * @throws DatasetError naming the row and what is wrong with it.
 */
export async function loadBoxTable(path: string): Promise<FindingMarks> {
  const { contents, name } = await readTableFile(path);
  const isNih = readColumnNames(contents, name).includes("Image Index");
  if (isNih) return { boxes: readNihBoxes(contents, name, null), masks: [] };
  const { boxes, masks } = readBoxTable(contents, name);
  const folder = dirname(resolve(path));
  return { boxes, masks: masks.map((one) => ({ ...one, mask: resolve(folder, one.mask) })) };
}

/**
 * Reads a mask: 1 where its image is not black, 0 elsewhere.
 *
 * @throws DatasetError `FILE_UNREADABLE`.
 */
export async function loadMask(
  path: string,
): Promise<{ readonly rows: number; readonly columns: number; readonly data: Uint8Array }> {
  const { default: sharp } = await import("sharp"); // takes long to load, and few have masks
  try {
    const image = sharp(path).removeAlpha();
    const { depth = "uchar", space = "b-w" } = await image.metadata();
    // As it is: among 65,536 greys a label may be number 1, which a conversion would make black.
    const { data, info } = await image
      .toColourspace(space)
      .raw({ depth })
      .toBuffer({ resolveWithObject: true });
    const bytesPerPixel = data.length / (info.width * info.height);
    const mask = Uint8Array.from({ length: info.width * info.height }, (_, pixel) =>
      data.subarray(pixel * bytesPerPixel, (pixel + 1) * bytesPerPixel).some((byte) => byte !== 0)
        ? 1
        : 0,
    );
    return { rows: info.height, columns: info.width, data: mask };
  } catch (error) {
    throw unreadable(path, error);
  }
}
