import { basename } from "node:path";
import { type Disturbance, disturbAll } from "../disturbance/index.node.ts";
import { readRadiograph, resize, toGrey } from "../radiograph/index.node.ts";
import type { ImageSize } from "../radiograph/resize.ts";
import type { GatedScores, Model } from "./model.ts";

/** A network's scores of a radiograph as it is and disturbed. */
export interface DisturbedScores {
  /** Of the radiograph itself, in pixels. */
  readonly size: ImageSize;
  readonly undisturbed: GatedScores;
  /** Of each severity of each disturbance, in order; null where it leaves this radiograph as it is. */
  readonly disturbed: readonly (GatedScores | null)[];
}

/**
 * Scores a file as it is and under each severity of each disturbance. A radiograph is disturbed at its own size, in
 * 0..1 grey, and then brought to the network's.
 *
 * @throws RefusedRadiographError as `readRadiograph` does.
 */
export async function scoreDisturbed(
  model: Pick<Model, "description" | "score">,
  file: string,
  disturbances: readonly Disturbance[],
  seed: number,
): Promise<DisturbedScores> {
  const { size: side } = model.description.input;
  const input = { rows: side, columns: side };
  const radiograph = await readRadiograph(file);
  const { rows, columns } = radiograph;
  const image = { rows, columns, grey: toGrey(radiograph) };
  const undisturbed = await model.score(resize(image.grey, image, input));
  const disturbed: (GatedScores | null)[] = [];
  for await (const one of disturbAll(image, basename(file), disturbances, seed)) {
    disturbed.push(one === null ? null : await model.score(resize(one.grey, one, input)));
  }
  return { size: { rows, columns }, undisturbed, disturbed };
}
