import type { ExaminedImage } from "./examine.node.ts";
import { type Problem, problemOf } from "./problem.ts";

/** An image that could be read, and the name that its label has, or its path if it has none. */
export interface NamedImage extends ExaminedImage {
  readonly name: string;
}

/** Correlation with the average chest (`appearanceOf`) below which, in every turn, an image is hardly a chest. */
const LEAST_ALIKE = 0.2;

/**
 * A turned or inverted image is clearly alike once it is turned back, and clearly more so than as it is. Narrow
 * fields and borders make an upright one unlike too, but no turn mends that. docs/data.md has what these
 * bounds find and miss, measured by scripts/measure-verification.ts.
 */
const CLEARLY_ALIKE = 0.55;
const CLEARLY_MORE_ALIKE = 0.15;

/** Share of a data set's images that must be of one size for others to stand out. */
const USUAL = 0.9;

/** What the pixels of images show: blank, turned, inverted, not a frontal chest, or of another size than nearly all. */
export function checkImages(images: readonly NamedImage[]): Problem[] {
  const named = (shows: (image: NamedImage) => string | null) =>
    images.flatMap((image) => {
      const remark = shows(image);
      return remark === null ? [] : [remark === "" ? image.name : `${image.name} (${remark})`];
    });
  const [usual, share] = usualSize(images);
  const kinds = images.map((image) => kindOf(image));
  const ofKind = (kind: Kind) =>
    images.flatMap(({ name }, index) =>
      kinds[index]?.kind === kind ? [name + remark(kinds[index])] : [],
    );
  return [
    problemOf(
      "IMAGE_BLANK",
      "error",
      ofKind("blank"),
      (count) => `${count} images are of one grey. Fetch them anew or leave them out.`,
    ),
    problemOf(
      "IMAGE_INVERTED",
      "warning",
      ofKind("inverted"),
      (count) =>
        `${count} images look inverted (bones black). Look at them; invert them or leave them out.`,
    ),
    problemOf(
      "IMAGE_TURNED",
      "warning",
      ofKind("turned"),
      (count) => `${count} images look turned. Look at them; turn them back or leave them out.`,
    ),
    problemOf(
      "IMAGE_NOT_FRONTAL",
      "warning",
      ofKind("other"),
      (count) =>
        `${count} images do not look like a frontal radiograph of the chest. Look at them; leave out what is none.`,
    ),
    problemOf(
      "IMAGE_SIZE",
      "note",
      share < USUAL
        ? []
        : named(({ rows, columns }) => {
            const size = `${columns} x ${rows}`;
            return size === usual ? null : size;
          }),
      (count) => `${count} images are not of ${usual} pixels, as nearly all are.`,
    ),
  ].flatMap((problem) => problem ?? []);
}

type Kind = "blank" | "inverted" | "turned" | "other" | "fine";

/** What an image looks like, judged by its likeness to the average chest alone. */
export function kindOf({
  appearance: { blank, upright, best },
}: Pick<ExaminedImage, "appearance">): {
  readonly kind: Kind;
  readonly turn: number;
} {
  const { turn, correlation } = best;
  const isMended = correlation >= CLEARLY_ALIKE && correlation - upright >= CLEARLY_MORE_ALIKE;
  const kind = blank
    ? "blank"
    : isMended
      ? turn === 0
        ? "inverted"
        : "turned"
      : correlation < LEAST_ALIKE
        ? "other"
        : "fine";
  return { kind, turn };
}

function remark(found: { readonly kind: Kind; readonly turn: number } | undefined): string {
  return found?.kind === "turned" ? ` (by ${360 - found.turn} degrees)` : "";
}

/** The most frequent size, e.g. "1024 x 1024" (columns x rows), and the share of images that have it. */
function usualSize(images: readonly NamedImage[]): [size: string, share: number] {
  const counts = new Map<string, number>();
  for (const { rows, columns } of images) {
    const size = `${columns} x ${rows}`;
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  const [[size, count] = ["", 0]] = [...counts].sort(([, one], [, other]) => other - one);
  return [size, images.length === 0 ? 0 : count / images.length];
}
