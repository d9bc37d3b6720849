import type { CardBlock, CardDocument } from "../../model/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { PAGE_STYLE } from "../../page/page-style.ts";
import type { Picture } from "../../page/picture.ts";

/** Draws what a card says is to be drawn. */
export type DrawCardPicture = (
  picture: Extract<CardBlock, { kind: "pictures" }>["pictures"][number],
) => Picture;

/** A model's card as one HTML file; it holds everything that it shows and has no script. */
export function modelCardPage(
  { title, subtitle, notice, sections }: CardDocument,
  draw: DrawCardPicture,
): string {
  const links = sections.map(
    (section, index) =>
      `<li><a href="#section-${index + 1}">${escapeMarkup(section.title)}</a></li>`,
  );
  const articles = sections.map(
    (section, index) => `<article id="section-${index + 1}">
<h2>${escapeMarkup(section.title)}</h2>
${section.blocks.map((block) => blockMarkup(block, draw)).join("\n")}
</article>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}: model card</title>
<style>${PAGE_STYLE}${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeMarkup(title)}</h1>
<p class="what">${escapeMarkup(subtitle)}</p>
<p class="notice">${escapeMarkup(notice)}</p>
</header>
<nav aria-label="Sections"><ol>
${links.join("\n")}
</ol></nav>
<main>
${articles.join("\n")}
</main>
</body>
</html>
`;
}

function blockMarkup(block: CardBlock, draw: DrawCardPicture): string {
  switch (block.kind) {
    case "heading":
      return `<h3>${escapeMarkup(block.text)}</h3>`;
    case "paragraph":
      return `<p>${escapeMarkup(block.text)}</p>`;
    case "note":
      return `<p class="facts">${escapeMarkup(block.text)}</p>`;
    case "list":
      return block.items.length === 0
        ? ""
        : `<ul>${block.items.map((text) => `<li>${escapeMarkup(text)}</li>`).join("\n")}</ul>`;
    case "facts":
      return `<dl>${block.facts.map(([name, value]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd></div>`).join("\n")}</dl>`;
    case "table":
      return tableMarkup(block);
    case "pictures":
      return picturesMarkup(block, draw);
  }
}

function tableMarkup({ header, rows, prose }: Extract<CardBlock, { kind: "table" }>): string {
  const head = header.map((cell) => `<th scope="col">${escapeMarkup(cell)}</th>`).join("");
  const body = rows.map(
    ([first = "", ...cells]) =>
      `<tr><th scope="row">${escapeMarkup(first)}</th>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("")}</tr>`,
  );
  return `<div class="wide" tabindex="0"><table${prose ? ' class="wrapped"' : ""}><thead><tr>${head}</tr></thead><tbody>
${body.join("\n")}
</tbody></table></div>`;
}

function picturesMarkup(
  { pictures }: Extract<CardBlock, { kind: "pictures" }>,
  draw: DrawCardPicture,
): string {
  const kind = pictures.every((picture) => picture.kind !== "intervals")
    ? "curves small"
    : "curves";
  const drawn = pictures
    .map(draw)
    .map(
      ({ title, svg }) => `<figure><figcaption>${escapeMarkup(title)}</figcaption>${svg}</figure>`,
    );
  return `<div class="${kind}">\n${drawn.join("\n")}\n</div>`;
}

const STYLE = `
h3 { font-size: .98rem; margin: 26px 0 8px; overflow-wrap: anywhere; }
article > p { margin: 8px 0; max-width: 80ch; }
article > p.facts { margin: 12px 0; }
article ul { margin: 10px 0; padding-left: 20px; max-width: 80ch; }
article li { margin: 3px 0; overflow-wrap: anywhere; }
dd { overflow-wrap: anywhere; }
nav ol { columns: 3 220px; margin: 16px 0 0; padding-left: 22px; font-size: .92rem; }
nav a { color: inherit; }
article thead th, article tbody th { white-space: normal; }
tbody th { min-width: 13ch; }
.curves { margin: 16px 0; }
.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr)); }
.wrapped td:last-child { max-width: 70ch; }
@media print {
  nav { display: none; }
  article { break-inside: auto; border: 0; padding: 0; }
  h2, h3 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  th, td { white-space: normal; padding-right: 8px; font-size: 8.5pt; }
}
`;
