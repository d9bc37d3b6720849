import type { Box } from "../evaluation/index.ts";
import type { ImageSize } from "../radiograph/resize.ts";
import { DatasetError } from "./errors.ts";
import type { FindingBox } from "./labelled-dataset.ts";

/** How far a box may reach beyond its image, in shares of its sides: readers draw up to the edge and over it. */
const SLACK = 0.02;

/**
 * A box in shares of the image's sides, whatever the size of the file at hand. What reaches a little beyond the
 * image is cut off.
 *
 * @param file the size of the radiograph's file, for boxes that are in its pixels.
 * @throws DatasetError `BOX_INVALID` for a box without area, or one that is not within the image: its pixels are
 *   then of another size.
 */
export function relativeBox(box: FindingBox, file: ImageSize): Box {
  const { rows, columns } = box.imageSize ?? file;
  const { fileName, finding, left, top, width, height } = box;
  const [right, bottom] = [left + width, top + height];
  const isWithin =
    Math.min(left / columns, top / rows) >= -SLACK &&
    Math.max(right / columns, bottom / rows) <= 1 + SLACK;
  if (width > 0 && height > 0 && isWithin) {
    const clip = (share: number) => Math.min(Math.max(share, 0), 1);
    return {
      left: clip(left / columns),
      top: clip(top / rows),
      right: clip(right / columns),
      bottom: clip(bottom / rows),
    };
  }
  const where = `${left}, ${top}, ${width} x ${height}`;
  throw new DatasetError(
    "BOX_INVALID",
    isWithin
      ? `${fileName}: the box of ${finding} at ${where} has no area. Remove it or give its width and height.`
      : `${fileName}: the box of ${finding} at ${where} lies outside the image of ${columns} x ${rows} pixels. Boxes are in pixels of another size: say which in the columns image_width and image_height of a table for --boxes, or use the provider's own images.`,
    { fileName, finding, left, top, width, height, rows, columns },
  );
}
