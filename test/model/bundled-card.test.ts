import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cardMarkdown, cardOf, readEvidence, readModelFolder } from "../../src/model/index.node.ts";
import { drawCardPicture } from "../../src/report/model-card/draw-card-picture.ts";
import { modelCardPage } from "../../src/report/model-card/page.ts";

const FOLDER = resolve(import.meta.dirname, "../../models/bundled");

describe("the bundled model's card", async () => {
  const { description } = await readModelFolder(FOLDER);
  const evidence = await readEvidence(FOLDER, description);
  const card = cardOf(description, evidence);
  const committed = (name: string) => readFileSync(join(FOLDER, name), "utf8");

  test("is what thorascope models card writes, as Markdown and as a page", () => {
    expect(committed("MODEL_CARD.md") === cardMarkdown(card)).toBe(true);
    expect(committed("MODEL_CARD.html") === modelCardPage(card, drawCardPicture)).toBe(true);
  });

  test("stands on the run and on an evaluation of the held-out radiographs", () => {
    expect(evidence.run?.settings.get("fit.epochs")).toBe("2");
    expect(evidence.evaluations).toHaveLength(1);
    const text = cardMarkdown(card);
    expect(text).toContain("### At the operating points. Held out: NIH subset, val list");
    expect(text).toContain("## Subgroups");
    // The evaluation's figures are those of training: nothing is listed as a further population.
    expect(text).not.toContain("evaluated later");
  });
});
