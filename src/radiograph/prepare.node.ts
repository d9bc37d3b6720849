import { networkInput } from "./network-input.ts";
import type { Radiograph, RadiographOptions } from "./radiograph.ts";
import { readRadiograph } from "./read.node.ts";

/** A radiograph, and what a network sees of it: size x size grey values from 0 to 1. */
export interface PreparedRadiograph {
  readonly radiograph: Radiograph;
  readonly grey: Float32Array;
}

/**
 * Reads a file and makes a network's input of it.
 *
 * @throws RefusedRadiographError as `readRadiograph` does.
 */
export async function prepareRadiograph(
  file: string,
  size: number,
  options: RadiographOptions = {},
): Promise<PreparedRadiograph> {
  const radiograph = await readRadiograph(file, options);
  return { radiograph, grey: networkInput(radiograph, size) };
}
