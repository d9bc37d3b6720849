import type { CardBlock, CardDocument, CardTable } from "./document.ts";

/** A card as GitHub's Markdown. Its texts stay texts, whatever a model's description holds. */
export function cardMarkdown({ title, subtitle, notice, sections }: CardDocument): string {
  const parts = [
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(`${subtitle}. ${notice}`),
    ...sections.flatMap((section) => [
      `## ${escapeMarkdown(section.title)}`,
      ...section.blocks.map(blockMarkdown),
    ]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function blockMarkdown(block: CardBlock): string {
  switch (block.kind) {
    case "heading":
      return `### ${escapeMarkdown(block.text)}`;
    case "paragraph":
    case "note":
      return escapeMarkdown(block.text);
    case "list":
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join("\n");
    case "facts":
      return block.facts
        .map(([name, value]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`)
        .join("\n");
    case "table":
      return tableMarkdown(block);
    case "pictures":
      return "";
  }
}

function tableMarkdown({ header, rows }: CardTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [line(header), `| ${header.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** One line of text that Markdown takes for nothing else: no markup, no HTML, no cell's end, no list or heading. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*[\]|~]/g, "\\$&")
    .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
    .replace(/^([-+#=])/, "\\$1")
    .replace(/^(\d+)([.)])(?= |$)/, "$1\\$2");
}
