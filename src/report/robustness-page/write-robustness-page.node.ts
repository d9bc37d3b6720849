import { join } from "node:path";
import { writeWhole } from "../../whole-file.node.ts";
import { disturbedExamples } from "./examples.node.ts";
import type { RobustnessResult } from "./robustness-result.ts";

/**
 * Writes `index.html`, `robustness.json` and one SVG file per plot into a folder, and returns the page's path. The
 * library that draws is loaded by the first call, so that a start does not wait for it.
 */
export async function writeRobustnessPage(
  folder: string,
  result: RobustnessResult,
): Promise<string> {
  const [{ robustnessPage }, { robustnessPictures }] = await Promise.all([
    import("./page.ts"),
    import("./pictures.ts"),
  ]);
  const pictures = robustnessPictures(result);
  const examples = await disturbedExamples(result);
  for (const { name, svg } of pictures.flat())
    await writeWhole(join(folder, `${name}.svg`), `${svg}\n`);
  await writeWhole(join(folder, "robustness.json"), `${JSON.stringify(result)}\n`);
  const page = join(folder, "index.html");
  await writeWhole(page, robustnessPage(result, pictures, examples));
  return page;
}
