import { readdir, readFile } from "node:fs/promises";
import { extname, join, posix } from "node:path";
import { ROOT } from "./site-folders.ts";

/** More than this is shown by its beginning: nobody reads it on a page. */
const LINES_SHOWN = 1000;

/** How a file is coloured, by its ending. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ".ts": "ts",
  ".js": "js",
  ".py": "python",
  ".yaml": "yaml",
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

/** A page that lists what is in a folder, and what each file is for. */
export async function folderPage(folder: string, address: string): Promise<Page> {
  const names = (await readdir(join(ROOT, folder), { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const lines = await Promise.all(
    names.map(async (entry) =>
      entry.isDirectory()
        ? `- ${entry.name}/`
        : `- ${entry.name}${await purpose(posix.join(folder, entry.name))}`,
    ),
  );
  return { address, text: `${head(folder)}\n${lines.join("\n")}\n`, linked: [] };
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
