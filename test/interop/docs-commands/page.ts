import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of a page. */
export interface Block {
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** First word behind the fence; empty where there is none. */
  readonly language: string;
  readonly lines: readonly string[];
  /** Nothing but empty lines stands between this block and the one before it. */
  readonly followsBlock: boolean;
  /** The file that the block is: the line before it begins with a name in backquotes and ends with a colon. */
  readonly file: string | null;
  /** The file that the block is added to: the line before it begins with `In` and its name. */
  readonly addedTo: string | null;
}

/** Code within a line of prose. */
export interface Span {
  readonly line: number;
  readonly text: string;
}

/** A page as this test sees it. */
export interface Page {
  /** From the repository's root, e.g. `docs/reading.md`. */
  readonly path: string;
  readonly blocks: readonly Block[];
  /** Code in prose and tables. */
  readonly spans: readonly Span[];
  /** First cells of tables whose first column is headed `command`. */
  readonly tableCommands: readonly Span[];
}

/** Below docs/: what is generated, and the site's own machinery. */
const NOT_WRITTEN_BY_HAND = /(^|\/)(\.vitepress|node_modules|reference)\//;

/** All pages that tell users what to type: README, CONTRIBUTING and everything below docs/. */
export function findPages(root: string): Page[] {
  const below = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !NOT_WRITTEN_BY_HAND.test(name))
    .map((name) => `docs/${name}`);
  return ["README.md", "CONTRIBUTING.md", ...below.sort()].map((path) =>
    readPage(path, readFileSync(join(root, path), "utf8")),
  );
}

/** Takes a page of Markdown apart. */
export function readPage(path: string, text: string): Page {
  const blocks: Block[] = [];
  const spans: Span[] = [];
  const tableCommands: Span[] = [];
  let fence: { mark: string; indent: number; block: Block & { lines: string[] } } | null = null;
  let onlyEmptySinceBlock = false;
  let file: string | null = null;
  let addedTo: string | null = null;
  let inCommandTable = false;
  for (const [index, content] of text.split("\n").entries()) {
    const line = index + 1;
    const mark = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)/.exec(content);
    if (fence !== null) {
      if (mark?.[2]?.startsWith(fence.mark) && mark[3] === "") {
        blocks.push(fence.block);
        fence = null;
        file = null;
        addedTo = null;
        onlyEmptySinceBlock = true;
      } else fence.block.lines.push(withoutIndent(content, fence.indent));
      continue;
    }
    if (mark !== null) {
      const [, indent = "", ticks = "", language = ""] = mark;
      const block = { line, language, lines: [], followsBlock: onlyEmptySinceBlock, file, addedTo };
      fence = { mark: ticks, indent: indent.length, block };
      continue;
    }
    if (content.trim() !== "") {
      onlyEmptySinceBlock = false;
      file = /^\s*`([\w~./-]+\.\w+)`.*:$/.exec(content)?.[1] ?? null;
      addedTo = /^In `([\w~./-]+\.\w+)`.*:$/.exec(content)?.[1] ?? null;
    }
    const cells = cellsOf(content);
    if (cells === null) inCommandTable = false;
    else if (cells[0]?.toLowerCase() === "command") inCommandTable = true;
    const inLine = codeOf(content).map((code) => ({ line, text: code }));
    spans.push(...inLine);
    if (inCommandTable && cells !== null)
      tableCommands.push(...codeOf(cells[0] ?? "").map((code) => ({ line, text: code })));
  }
  if (fence !== null) throw new Error(`${path}:${fence.block.line}: the block has no end.`);
  return { path, blocks, spans, tableCommands };
}

function withoutIndent(line: string, indent: number): string {
  return line.slice(Math.min(indent, line.length - line.trimStart().length));
}

/** Cells of a table's row; null for any other line. A `\|` is no border. */
function cellsOf(line: string): string[] | null {
  if (!/^\s*\|.*\|\s*$/.test(line)) return null;
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function codeOf(line: string): string[] {
  return [...line.matchAll(/(`+)(.+?)\1(?!`)/g)].map((match) =>
    (match[2] ?? "").trim().replaceAll("\\|", "|"),
  );
}
