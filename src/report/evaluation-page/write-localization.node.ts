import { join } from "node:path";
import { writeWhole } from "../../whole-file.node.ts";
import { chooseCases } from "./choose-cases.ts";
import type { DrawableCase, LocalizationResult } from "./localization-result.ts";
import type { DrawnCase } from "./localization-section.ts";

/** Draws what the section on localization shows, writes its plots as files, and returns the section. */
export async function writeLocalization(
  folder: string,
  result: LocalizationResult,
  drawable: readonly DrawableCase[],
): Promise<string> {
  const [{ drawCase }, { localizationPictures }, { localizationSection }] = await Promise.all([
    import("./draw-case.node.ts"),
    import("./localization-pictures.ts"),
    import("./localization-section.ts"),
  ]);
  const rows = result.all === null ? result.findings : [...result.findings, result.all];
  const pictures = localizationPictures(rows);
  for (const { name, svg } of pictures)
    await writeWhole(join(folder, `localization-${name}.svg`), `${svg}\n`);
  const draw = async (cases: readonly DrawableCase[]): Promise<DrawnCase[]> => {
    const drawn: DrawnCase[] = [];
    for (const one of cases) drawn.push({ figures: one.figures, jpeg: await drawCase(one) });
    return drawn;
  };
  const { best, worst } = chooseCases(drawable);
  return localizationSection(result, pictures, {
    best: await draw(best),
    worst: await draw(worst),
  });
}
