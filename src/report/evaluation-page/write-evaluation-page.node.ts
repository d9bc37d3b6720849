import { join } from "node:path";
import { ENOUGH_POSITIVES } from "../../evaluation/index.ts";
import { writeWhole } from "../../whole-file.node.ts";
import type { EvaluationResult } from "./evaluation-result.ts";
import type { DrawableCase } from "./localization-result.ts";
import { writeLocalization } from "./write-localization.node.ts";

/**
 * Writes `index.html`, `evaluation.json` and one SVG file per picture into a folder, and returns the page's path.
 * Of the marked findings, `drawable`, the best and the worst are drawn.
 * The library that draws is loaded by the first call, so that a start does not wait for it.
 */
export async function writeEvaluationPage(
  folder: string,
  result: EvaluationResult,
  drawable: readonly DrawableCase[] = [],
): Promise<string> {
  const [{ evaluationPage }, { evaluationPictures }] = await Promise.all([
    import("./page.ts"),
    import("./pictures.ts"),
  ]);
  const pictures = evaluationPictures(result.evaluation, ENOUGH_POSITIVES);
  for (const { name, svg } of Object.values(pictures).flat())
    await writeWhole(join(folder, `${name}.svg`), `${svg}\n`);
  await writeWhole(join(folder, "evaluation.json"), `${JSON.stringify(result)}\n`);
  const page = join(folder, "index.html");
  const localization =
    result.localization === null
      ? ""
      : await writeLocalization(folder, result.localization, drawable);
  await writeWhole(page, evaluationPage(result, pictures, localization));
  return page;
}
