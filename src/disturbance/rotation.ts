import type { GreyImage } from "../radiograph/index.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * The image turned about its centre by so many degrees, above 0 clockwise, at its own size; the corners that come
 * in are black.
 *
 * Patients who lean, cassettes pushed under a bed, films laid on a scanner, phones held askew. Training turns
 * radiographs too (`dataset/augmentation/rotation.ts`), but fills corners with the border's grey.
 */
export const ROTATION: Disturbance = {
  name: "rotation",
  title: "Rotation",
  occurs: "Bedside exposures, films on a scanner, photographs taken askew.",
  axis: "degrees; above 0 clockwise",
  scale: "linear",
  neutral: 0,
  severities: [-20, -10, -5, 5, 10, 20],
  inWords: (degrees) =>
    `${Math.abs(degrees)} degrees ${degrees < 0 ? "anticlockwise" : "clockwise"}`,
  disturb: rotate,
};

/** The image turned clockwise, read by bilinear interpolation; beyond its border all is black. */
export function rotate(image: GreyImage, degrees: number): GreyImage {
  if (degrees === 0) return image;
  const { rows, columns } = image;
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [(columns - 1) / 2, (rows - 1) / 2];
  const grey = new Float32Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const y = row - middleY;
    for (let column = 0; column < columns; column++, at++) {
      const x = column - middleX;
      grey[at] = greyAt(image, cos * x + sin * y + middleX, cos * y - sin * x + middleY);
    }
  }
  return { rows, columns, grey };
}

/** Bilinear between pixel centres at whole numbers. */
function greyAt({ grey, rows, columns }: GreyImage, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - left, y - top];
  let sum = 0;
  for (let corner = 0; corner < 4; corner++) {
    const [right, down] = [corner & 1, corner >> 1];
    const [column, row] = [left + right, top + down];
    if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
    const weight = (right === 1 ? dx : 1 - dx) * (down === 1 ? dy : 1 - dy);
    sum += weight * (grey[row * columns + column] ?? 0);
  }
  return sum;
}
