import { createHash } from "node:crypto";
import {
  networkInput,
  RefusedRadiographError,
  readRadiograph,
} from "../../radiograph/index.node.ts";
import { resize } from "../../radiograph/index.ts";
import { type Appearance, appearanceOf } from "./appearance.ts";
import { SIDE } from "./average-chest.ts";
import { perceptualHash } from "./perceptual-hash.ts";

/** What a look at one image tells. */
export type Examination =
  | ExaminedImage
  /** Why it is no radiograph that can be read: code and sentence of docs/errors.md. */
  | { readonly refusal: { readonly code: string; readonly message: string } };

export interface ExaminedImage {
  readonly rows: number;
  readonly columns: number;
  /** SHA-256 of the decoded pixels and their rows and columns: the same for one image in two containers. */
  readonly contentHash: string;
  readonly perceptualHash: Uint32Array;
  readonly appearance: Appearance;
}

/** Greys that the perceptual hash and the thumbnail are made of. */
const SIZE = 64;

/** Decodes an image file and examines it. What is no readable radiograph is an answer, not an error. */
export async function examineImage(path: string): Promise<Examination> {
  try {
    const radiograph = await readRadiograph(path);
    const { rows, columns, pixels } = radiograph;
    const greys = networkInput(radiograph, SIZE);
    const all = { rows: SIZE, columns: SIZE };
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    return {
      rows,
      columns,
      contentHash: createHash("sha256").update(`${rows} ${columns}\n`).update(bytes).digest("hex"),
      perceptualHash: perceptualHash(greys, SIZE),
      appearance: appearanceOf(resize(greys, all, { rows: SIDE, columns: SIDE })),
    };
  } catch (error) {
    if (error instanceof RefusedRadiographError)
      return { refusal: { code: error.code, message: error.message } };
    throw error;
  }
}
