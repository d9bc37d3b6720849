import type { LocatedRecord } from "../../dataset/index.ts";
import { shareOf } from "../../evaluation/index.ts";
import type { GateDescription, ModelFolder } from "../../model/index.node.ts";
import { Random } from "../../random.ts";
import { refusalOf } from "../../reading/index.ts";
import { rowOf } from "../matrix.ts";
import { TEST_IMAGES } from "./generated-images.ts";
import { type ImageToSee, openImageReader } from "./see-images.node.ts";
import { VARIATIONS } from "./variations.node.ts";

/** What a gate is tried on: nothing of it may be what it learned from. */
export interface GateTrial {
  readonly model: Pick<ModelFolder, "onnx" | "description">;
  readonly gate: GateDescription;
  readonly radiographs: readonly LocatedRecord[];
  /** What they are, e.g. "val list". */
  readonly population: string;
  readonly others: readonly { readonly path: string; readonly sort: string }[];
  readonly seed: number;
}

const GENERATED = 20;

/**
 * Counts what a gate refuses: of radiographs, which should be read; of the same turned, inverted and spoiled, of other
 * images and of generated ones, which should not.
 */
export async function tryGate(
  { model, gate, radiographs, population, others, seed }: GateTrial,
  onStep?: (stage: string, done: number, total: number) => void,
): Promise<GateDescription["tests"]> {
  const random = Random.fromSeed(seed);
  const reader = await openImageReader(model, ["kinds", "distance"]);
  const tests: GateDescription["tests"] = [];
  const count = async (images: string, readable: boolean, list: readonly ImageToSee[]) => {
    const table = await reader.read(list, (done, total) => onStep?.(images, done, total));
    const rows = Array.from({ length: table.rows }, (_, index) => rowOf(table, index));
    const seen = rows.filter((row) => !Number.isNaN(row[0]));
    const refused = seen.filter(
      (row) =>
        refusalOf(gate, { kinds: row.subarray(0, -1), distance: row.at(-1) ?? Number.NaN }) !==
        null,
    );
    const share = shareOf(refused.length, seen.length);
    if (share !== null) tests.push({ images, readable, refused: share });
  };
  try {
    const chests = radiographs.map(({ path }) => ({ path }));
    await count(population, true, chests);
    for (const { name, make } of VARIATIONS) {
      await count(
        `${population}, ${name}`,
        false,
        chests.map(({ path }) => ({
          path,
          change: (grey: Float32Array, size: number) => make(grey, size, random),
        })),
      );
    }
    for (const sort of new Set(others.map((other) => other.sort))) {
      await count(
        sort,
        false,
        others.filter((other) => other.sort === sort),
      );
    }
    for (const { name, make } of TEST_IMAGES) {
      await count(
        `generated: ${name}`,
        false,
        Array.from({ length: GENERATED }, () => ({ draw: (size) => make(size, random) })),
      );
    }
  } finally {
    await reader.close();
  }
  return tests;
}
