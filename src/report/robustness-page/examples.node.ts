import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { DISTURBANCES, disturbAll, reduceTo } from "../../disturbance/index.node.ts";
import { type GreyImage, readRadiograph, toGrey } from "../../radiograph/index.node.ts";
import type { RobustnessResult } from "./robustness-result.ts";

/** The synthetic radiograph that is shown: no patient stands behind it. */
const SAMPLE = fileURLToPath(new URL("../../../samples/synthetic-02-nodule.png", import.meta.url));

/** Pixels of a picture's longer side, at most; smaller ones are enlarged to it by the browser. */
const SIDE = 160;

/** A picture of the sample and the severity that was done to it. */
export interface Example {
  readonly caption: string;
  readonly png: Buffer;
}

/**
 * The synthetic sample as it is and under each severity of each disturbance of a result, in their order. It is
 * first reduced to the median size of the radiographs examined, so that noise or compression look as they do
 * there.
 */
export async function disturbedExamples({
  disturbances,
  population,
  seed,
}: RobustnessResult): Promise<(readonly Example[])[]> {
  const radiograph = await readRadiograph(SAMPLE);
  const { rows, columns } = radiograph;
  const sample = reduceTo({ rows, columns, grey: toGrey(radiograph) }, population.sides[1]);
  const undisturbed = { caption: "as it is", png: await drawGrey(sample) };
  const examples: Example[][] = [];
  for (const { name, levels } of disturbances) {
    const disturbance = DISTURBANCES.filter((one) => one.name === name).map((one) => ({
      ...one,
      severities: levels.map(({ severity }) => severity),
    }));
    const row = [undisturbed];
    for await (const image of disturbAll(sample, basename(SAMPLE), disturbance, seed)) {
      const caption = levels[row.length - 1]?.inWords ?? "";
      row.push({ caption, png: image === null ? undisturbed.png : await drawGrey(image) });
    }
    examples.push(row);
  }
  return examples;
}

function drawGrey(image: GreyImage): Promise<Buffer> {
  const { grey, rows, columns } = reduceTo(image, SIDE);
  const bytes = Uint8Array.from(grey, (value) => Math.round(255 * value));
  return sharp(bytes, { raw: { width: columns, height: rows, channels: 1 } })
    .toColourspace("b-w")
    .png({ compressionLevel: 9 })
    .toBuffer();
}
