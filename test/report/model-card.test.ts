import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { trainedCard } from "../../src/model/card/trained-card.ts";
import type { CardBlock, CardDocument } from "../../src/model/index.ts";
import { drawCardPicture } from "../../src/report/model-card/draw-card-picture.ts";
import { modelCardPage } from "../../src/report/model-card/page.ts";
import { EXAMPLE_SHA256, exampleEvaluation, group } from "../model/example-evaluation.ts";
import { exampleDescription } from "../model/example-model.ts";

const HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(2)> & "quotes"';

function exampleCard(text = "made up"): CardDocument {
  const model = {
    ...exampleDescription(),
    graph: { file: "model.onnx", sha256: EXAMPLE_SHA256 },
    title: text,
    version: text,
  };
  model.training.notes = [text];
  model.training.network = text;
  const evaluation = exampleEvaluation(model, [
    group("sex", text, 30, 60),
    group("sex", "F", 3, 60),
  ]);
  evaluation.population.dataset = text;
  return trainedCard(model, { evaluations: [evaluation] });
}

const card = exampleCard();
const page = modelCardPage(card, drawCardPicture);

describe("the page of a model's card", () => {
  test("says everything that the document says", () => {
    const { document } = parseHTML(page);
    const shown = document.body.textContent ?? "";
    for (const text of card.sections.flatMap(({ title, blocks }) => [
      title,
      ...blocks.flatMap(textsOf),
    ]))
      expect(shown.includes(text), text).toBe(true);
    const tables = card.sections.flatMap(({ blocks }) =>
      blocks.filter(({ kind }) => kind === "table"),
    );
    expect(document.querySelectorAll("table")).toHaveLength(tables.length);
    for (const table of document.querySelectorAll("table")) {
      const widths = [...table.querySelectorAll("tr")].map((row) => row.children.length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test("draws AUROCs, groups, reliability and decisions, each with a label", () => {
    const { document } = parseHTML(page);
    const pictures = card.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "pictures" ? block.pictures : [])),
    );
    const kinds = new Set(pictures.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["decisions", "intervals", "reliability"]);
    const drawn = [...document.querySelectorAll("figure svg")];
    expect(drawn).toHaveLength(pictures.length);
    for (const svg of drawn) {
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.getAttribute("aria-label")).toBeTruthy();
    }
    const [first] = pictures;
    if (first?.kind !== "intervals") throw new Error("AUROCs come first.");
    expect(drawn[0]?.querySelectorAll("circle")).toHaveLength(first.bars.length);
  });

  test("is one whole file: no script, nothing fetched, every link leads somewhere", () => {
    expect(page.match(/<script|<link|src=|@import|url\(|https?:\/\/(?!www\.w3\.org\/)/)).toBeNull();
    expect(page.match(/undefined|NaN|\[object/)).toBeNull();
    const { document } = parseHTML(page);
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...document.querySelectorAll("a")].map((one) => one.getAttribute("href"));
    expect(links).toEqual(ids.map((id) => `#${id}`));
    expect(links).toHaveLength(card.sections.length);
  });

  test("closes every element that it opens, in order", () => {
    expect(unbalanced(page)).toBeNull();
    expect(unbalanced("<p><b></p>")).toBe("</p> closes <b>");
  });

  test("hostile texts of a description or evaluation stay text", () => {
    const html = modelCardPage(exampleCard(HOSTILE), drawCardPicture);
    expect(html.match(/<script|<img|onerror=alert\(2\)>/)).toBeNull();
    expect(html.includes("&lt;script&gt;")).toBe(true);
    expect(unbalanced(html)).toBeNull();
    expect(parseHTML(html).document.querySelector("h1")?.textContent).toBe(HOSTILE);
  });
});

function textsOf(block: CardBlock): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "note":
      return [block.text];
    case "list":
      return block.items;
    case "facts":
      return block.facts.flat();
    case "table":
      return [...block.header, ...block.rows.flat()];
    case "pictures":
      return block.pictures.map(({ title }) => title);
  }
}

const VOID = new Set(["meta", "br", "img", "hr", "input"]);

/** What is wrong with the order of a page's tags; null if nothing is. */
function unbalanced(html: string): string | null {
  const open: string[] = [];
  for (const [tag, slash, name = "", , closed] of html
    .replace(/<style>[^<]*<\/style>/, "")
    .matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/g)) {
    if (slash === "/") {
      const last = open.pop();
      if (last !== name) return `${tag} closes <${last}>`;
    } else if (closed !== "/" && !VOID.has(name)) open.push(name);
  }
  return open.length === 0 ? null : `<${open.join(", ")}> stay open`;
}
