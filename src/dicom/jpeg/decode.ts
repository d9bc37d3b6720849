import { decodeCoefficients, largestSampling } from "./coefficients.ts";
import { InverseDct } from "./inverse-dct.ts";
import { decodeLossless } from "./lossless.ts";
import { corruptJpeg } from "./segments.ts";
import { type JpegStream, parseJpeg } from "./stream.ts";

/**
 * Decodes a JPEG stream to one array of samples per component, as coded: no colour is transformed.
 *
 * Its size and process must have been checked, and that its bytes can hold it (`requireEnoughJpegData`).
 */
export function decodeJpeg(bytes: Uint8Array): readonly (Uint8Array | Uint16Array)[] {
  const stream = parseJpeg(bytes);
  return stream.frame.process === "lossless" ? decodeLossless(stream) : decodeTransformed(stream);
}

/**
 * Refuses a JPEG stream coded by cosine transform of which anything is missing or impossible, down to the
 * last bit. libjpeg only warns of that, and libvips overlooks the warning in the last rows of an image.
 */
export function requireWholeJpeg(bytes: Uint8Array): void {
  decodeCoefficients(parseJpeg(bytes));
}

/** Decodes a baseline, extended or progressive stream. */
function decodeTransformed(stream: JpegStream): readonly (Uint8Array | Uint16Array)[] {
  const { rows, columns, precision } = stream.frame;
  if (precision !== 8 && precision !== 12) throw corruptJpeg(`has samples of ${precision} bits`);
  const most = largestSampling(stream.components);
  return decodeCoefficients(stream).map(({ blocksAcross, blocksDown, coefficients }, index) => {
    const { across = 1, down = 1, quantization = 0 } = stream.components[index] ?? {};
    const table = stream.quantization.get(quantization);
    if (table === undefined) throw corruptJpeg("lacks a quantization table");
    const transform = new InverseDct(table, precision);
    const stride = blocksAcross * 8;
    const samples = new (precision === 8 ? Uint8Array : Uint16Array)(stride * blocksDown * 8);
    for (let row = 0; row < blocksDown; row++) {
      for (let column = 0; column < blocksAcross; column++) {
        const at = (row * blocksAcross + column) * 64;
        transform.transform(coefficients, at, samples, row * 8 * stride + column * 8, stride);
      }
    }
    return crop(samples, stride, { rows, columns }, most.across / across, most.down / down);
  });
}

/** Cuts off what fills the last blocks, and repeats the samples of a component that has fewer of them. */
function crop(
  samples: Uint8Array | Uint16Array,
  stride: number,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  repeatAcross: number,
  repeatDown: number,
): Uint8Array | Uint16Array {
  const cropped =
    samples instanceof Uint8Array
      ? new Uint8Array(rows * columns)
      : new Uint16Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor(row / repeatDown) * stride;
    if (repeatAcross === 1) {
      cropped.set(samples.subarray(from, from + columns), row * columns);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      cropped[row * columns + column] = samples[from + Math.floor(column / repeatAcross)] ?? 0;
    }
  }
  return cropped;
}
