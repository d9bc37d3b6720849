/** A line that opens or closes a block of code, however deep in a list. */
const FENCE = /^\s*(`{3,}|~{3,})/;

/** A Markdown link or picture, its target without a title; code in backticks is taken along, to be passed over. */
const LINK = /`[^`]*`|(\]\()([^()\s]+)(\))/g;

/** Gives the target of each link and picture of a Markdown page to `rewrite`, and puts what it returns in its place. */
export function rewriteLinks(markdown: string, rewrite: (target: string) => string): string {
  let fence: string | null = null;
  const lines = markdown.split("\n").map((line) => {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined) {
      if (fence === null) fence = mark;
      else if (line.trim() === fence) fence = null;
      return line;
    }
    if (fence !== null) return line;
    return line.replace(LINK, (whole, before?: string, target?: string, after?: string) =>
      before === undefined || target === undefined ? whole : `${before}${rewrite(target)}${after}`,
    );
  });
  return lines.join("\n");
}
