import { float32 } from "../../graph/tensor.ts";
import type { ModelFolder } from "../../model/index.node.ts";
import { prepareRadiograph, RefusedRadiographError } from "../../radiograph/index.node.ts";
import { createSession } from "../../runtime/index.node.ts";
import { type Matrix, rowOf, zeros } from "../matrix.ts";

/** An image file, changed or not, or one that is drawn. */
export type ImageToSee =
  | {
      readonly path: string;
      readonly change?: (grey: Float32Array, size: number) => Float32Array | Promise<Float32Array>;
    }
  | { readonly draw: (size: number) => Float32Array };

/** Gives what a model's graph puts out for images. */
export interface ImageReader {
  /** A row of all wanted outputs for each image, in their order; the row of one that can't be read is NaN. */
  read(
    images: readonly ImageToSee[],
    onStep?: (done: number, total: number) => void,
  ): Promise<Matrix>;
  close(): Promise<void>;
}

/** @param wanted Names of the graph's outputs, e.g. `features`. */
export async function openImageReader(
  { onnx, description }: Pick<ModelFolder, "onnx" | "description">,
  wanted: readonly string[],
): Promise<ImageReader> {
  const session = await createSession(onnx);
  const { size } = description.input;
  const see = async (image: ImageToSee): Promise<Float32Array | null> => {
    if ("draw" in image) return image.draw(size);
    try {
      const { grey } = await prepareRadiograph(image.path, size);
      return image.change === undefined ? grey : await image.change(grey, size);
    } catch (error) {
      if (error instanceof RefusedRadiographError) return null;
      throw error;
    }
  };
  return {
    async read(images, onStep) {
      let table: Matrix | null = null;
      for (const [index, image] of images.entries()) {
        onStep?.(index, images.length);
        const grey = await see(image);
        if (grey === null) {
          if (table !== null) rowOf(table, index).fill(Number.NaN);
          continue;
        }
        const outputs = await session.run({ grey: float32([1, 1, size, size], grey) }, wanted);
        const row = wanted.flatMap((name) => [...(outputs[name]?.data ?? [])]);
        if (table === null) {
          table = zeros(images.length, row.length);
          table.data.fill(Number.NaN, 0, index * row.length);
        }
        rowOf(table, index).set(row);
      }
      onStep?.(images.length, images.length);
      return table ?? zeros(0, 0);
    },
    close: () => session.release(),
  };
}
