import { join } from "node:path";
import { type CardDocument, cardMarkdown } from "../../model/index.ts";
import { writeWhole } from "../../whole-file.node.ts";

/** A model's card as one HTML file. The library that draws is loaded by the first call. */
export async function modelCardHtml(card: CardDocument): Promise<string> {
  const [{ modelCardPage }, { drawCardPicture }] = await Promise.all([
    import("./page.ts"),
    import("./draw-card-picture.ts"),
  ]);
  return modelCardPage(card, drawCardPicture);
}

/**
 * Writes a model's card, `MODEL_CARD.md` and `MODEL_CARD.html`, into a folder and returns their paths. The library
 * that draws is loaded by the first call, so that a start does not wait for it.
 */
export async function writeModelCard(folder: string, card: CardDocument): Promise<string[]> {
  const files = {
    "MODEL_CARD.md": cardMarkdown(card),
    "MODEL_CARD.html": await modelCardHtml(card),
  };
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await writeWhole(path, content);
    paths.push(path);
  }
  return paths;
}
