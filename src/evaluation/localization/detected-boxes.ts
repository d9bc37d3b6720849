import { type Box, GRID } from "./shapes.ts";

/**
 * A box around each connected region of a level and all above it, as ChestX-ray8 makes boxes of a heatmap (Wang et
 * al., CVPR 2017, section 4.2). Points are connected to their eight neighbours. From the top left to the bottom
 * right by their first point.
 */
export function detectedBoxes(levels: Uint8Array, from: number): Box[] {
  const waiting = Uint8Array.from(levels, (level) => (level >= from ? 1 : 0));
  const boxes: Box[] = [];
  for (let start = 0; start < waiting.length; start++)
    if (waiting[start] === 1) boxes.push(takeRegion(waiting, start));
  return boxes;
}

/** Takes the points that are connected to one out of those that wait. */
function takeRegion(waiting: Uint8Array, start: number): Box {
  let [left, top, right, bottom] = [GRID, GRID, 0, 0];
  const reached = [start];
  waiting[start] = 0;
  for (let point = reached.pop(); point !== undefined; point = reached.pop()) {
    const [row, column] = [Math.floor(point / GRID), point % GRID];
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
    for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, GRID - 1); y++) {
      for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, GRID - 1); x++) {
        const neighbour = y * GRID + x;
        if (waiting[neighbour] === 0) continue;
        waiting[neighbour] = 0;
        reached.push(neighbour);
      }
    }
  }
  return { left: left / GRID, top: top / GRID, right: right / GRID, bottom: bottom / GRID };
}
