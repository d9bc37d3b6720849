import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, posix } from "node:path";
import { pageAddress, wayBetween } from "./page-address.ts";
import { ROOT } from "./site-folders.ts";

/** More than this is shown by its beginning: nobody reads it on a page. */
const LINES_SHOWN = 1000;

/** How a file is coloured, by its ending. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ".ts": "ts",
  ".js": "js",
  ".json": "json",
  ".py": "python",
  ".yaml": "yaml",
  ".csv": "csv",
};

interface Page {
  readonly address: string;
  readonly text: string;
  readonly linked: readonly string[];
}

/** A page that shows a file of the repository as it is. */
export function sourcePage(file: string, address: string, content: string): Page {
  const lines = content.split("\n");
  const isWhole = lines.length <= LINES_SHOWN;
  const shown = isWhole ? content.trimEnd() : lines.slice(0, LINES_SHOWN).join("\n");
  const rest = isWhole
    ? ""
    : `\nThe file has ${lines.length} lines; these are the first ${LINES_SHOWN}.\n`;
  const language = LANGUAGES[extname(file)] ?? "text";
  const text = `${head(file)}\n\`\`\`\`\`${language}\n${shown}\n\`\`\`\`\`\n${rest}`;
  return { address, text, linked: [] };
}

/** A page that lists what is in a folder, with a link to each. */
export async function folderPage(folder: string, address: string): Promise<Page> {
  const names = (await readdir(join(ROOT, folder))).sort();
  const inside = await Promise.all(
    names.map(async (name) => {
      const file = posix.join(folder, name);
      return { name, file, isFolder: (await stat(join(ROOT, file))).isDirectory() };
    }),
  );
  const lines = await Promise.all(
    inside.map(async ({ name, file, isFolder }) => {
      const way = wayBetween(address, pageAddress(file, isFolder));
      return `- [${name}${isFolder ? "/" : ""}](${way})${isFolder ? "" : await purpose(file)}`;
    }),
  );
  return {
    address,
    text: `${head(folder)}\n${lines.join("\n")}\n`,
    linked: inside.map(({ file }) => file),
  };
}

/** The first sentence of a file's first comment. */
async function purpose(file: string): Promise<string> {
  if (extname(file) !== ".ts") return "";
  const comment = /\/\*\*\s*(?:\*\s*)?([^@*]+?)[.:](?:\s|\*)/.exec(
    await readFile(join(ROOT, file), "utf8"),
  );
  return comment?.[1] === undefined ? "" : `: ${comment[1].replaceAll(/\s+/g, " ")}`;
}

function head(file: string): string {
  return `---\neditLink: false\nsearch: false\n---\n\n# ${file}\n`;
}
