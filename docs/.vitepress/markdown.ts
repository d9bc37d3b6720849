import type { MarkdownOptions } from "vitepress";

type MarkdownIt = Parameters<NonNullable<MarkdownOptions["config"]>>[0];

/**
 * The pages are written for GitHub and read there too, so they mean here what they mean there: `<name>` and `{{` are
 * text, headings have GitHub's anchors.
 */
export const MARKDOWN: MarkdownOptions = {
  html: false,
  // A file name such as checkpoint.pt is no address.
  linkify: false,
  attrs: { disable: true },
  anchor: { slugify: anchorOf },
  theme: { light: "github-light-high-contrast", dark: "github-dark" },
  config(markdown: MarkdownIt) {
    const text = markdown.renderer.rules.text;
    if (text === undefined) return;
    markdown.renderer.rules.text = (...given) => text(...given).replaceAll("{{", "&#123;&#123;");
    showIndentedCodeAsFenced(markdown);
    keepTablesWithinThePage(markdown);
  },
};

/** A heading's anchor as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** Indented code is code too: on a ground of its own, and it moves sideways rather than widens the page. */
function showIndentedCodeAsFenced(markdown: MarkdownIt): void {
  markdown.core.ruler.push("indented_code_as_fenced", ({ tokens }) => {
    for (const token of tokens) {
      if (token.type !== "code_block") continue;
      token.type = "fence";
      token.info = "text";
    }
  });
}

/** A wide table moves sideways in a box of its own, which the keyboard can move too. */
function keepTablesWithinThePage(markdown: MarkdownIt): void {
  markdown.renderer.rules.table_open = (tokens, index, options, _env, self) =>
    `<div class="table-box" tabindex="0" role="region" aria-label="Table">${self.renderToken(tokens, index, options)}`;
  markdown.renderer.rules.table_close = () => "</table></div>\n";
}
