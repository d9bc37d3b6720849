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
    playRecordingsWhenAsked(markdown);
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

/** A picture of its own in a paragraph: what scripts/make-recordings.ts made. */
const RECORDING = /\brecording-[a-z-]+\.webp$/;

/**
 * A recording stands still, as its last picture, until somebody opens it: nothing moves on a page by itself, and on
 * paper there is a picture too.
 */
function playRecordingsWhenAsked(markdown: MarkdownIt): void {
  markdown.core.ruler.push("recordings", ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      const picture = token.children?.length === 1 ? token.children[0] : undefined;
      if (picture?.type !== "image" || !RECORDING.test(picture.attrGet("src") ?? "")) continue;
      token.type = "recording";
      // What is within a paragraph may not be a block.
      for (const paragraph of [tokens[index - 1], tokens[index + 1]])
        if (paragraph !== undefined) paragraph.hidden = true;
    }
  });
  markdown.renderer.rules.recording = (tokens, index, options, env, self) => {
    const picture = tokens[index]?.children?.[0];
    if (picture === undefined) return "";
    const recording = self.render([picture], options, env);
    picture.attrSet("src", (picture.attrGet("src") ?? "").replace(".webp", "-still.webp"));
    const still = self.render([picture], options, env);
    return `<details class="recording"><summary>${still}<span class="play">Play the recording</span><span class="stop">Show the still picture</span></summary>${recording}</details>\n`;
  };
}

/**
 * A wide table moves sideways in a box of its own, which the keyboard can move too. A corner without words heads
 * nothing.
 */
function keepTablesWithinThePage(markdown: MarkdownIt): void {
  markdown.core.ruler.push("empty_table_heads", ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      const close = tokens[index + 2];
      if (token.type !== "th_open" || tokens[index + 1]?.content !== "") continue;
      token.tag = "td";
      if (close?.type === "th_close") close.tag = "td";
    }
  });
  markdown.renderer.rules.table_open = (tokens, index, options, _env, self) =>
    `<div class="table-box" tabindex="0" role="group" aria-label="Table">${self.renderToken(tokens, index, options)}`;
  markdown.renderer.rules.table_close = () => "</table></div>\n";
}
