import { GRID } from "./shapes.ts";

/** Rows and columns of the grid from the first to before the last. */
export interface GridBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * A box around each connected region of a level and all above it, as ChestX-ray8 makes boxes of a heatmap (Wang et
 * al., CVPR 2017, section 4.2). Points are connected to their eight neighbours. In the order of their first points,
 * row by row.
 */
export function detectedBoxes(levels: Uint8Array, from: number): GridBox[] {
  const waiting = levels.slice();
  for (let point = 0; point < waiting.length; point++)
    waiting[point] = (waiting[point] as number) >= from ? 1 : 0;
  const boxes: GridBox[] = [];
  for (let start = waiting.indexOf(1); start >= 0; start = waiting.indexOf(1, start + 1))
    boxes.push(takeRegion(waiting, start));
  return boxes;
}

/** Takes the points that are connected to one out of those that wait. */
function takeRegion(waiting: Uint8Array, start: number): GridBox {
  let left = GRID;
  let top = GRID;
  let right = 0;
  let bottom = 0;
  const reached = [start];
  waiting[start] = 0;
  for (let point = reached.pop(); point !== undefined; point = reached.pop()) {
    const row = Math.floor(point / GRID);
    const column = point % GRID;
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
    const lastRow = Math.min(row + 1, GRID - 1);
    const lastColumn = Math.min(column + 1, GRID - 1);
    for (let y = Math.max(row - 1, 0); y <= lastRow; y++) {
      for (let x = Math.max(column - 1, 0); x <= lastColumn; x++) {
        const neighbour = y * GRID + x;
        if (waiting[neighbour] === 0) continue;
        waiting[neighbour] = 0;
        reached.push(neighbour);
      }
    }
  }
  return { left, top, right, bottom };
}
