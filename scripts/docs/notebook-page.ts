import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Notebook, type Output, textOf } from "../notebook-file.ts";

const PICTURES: Readonly<Record<string, string>> = {
  "image/svg+xml": "svg",
  "image/png": "png",
  "image/webp": "webp",
  "image/jpeg": "jpg",
};

/** Fences that no cell contains. */
const FENCE = "`````";

/**
 * A notebook as a Markdown page: prose, code and what each cell printed and drew when it was run. Pictures are written
 * to a folder beside the page.
 */
export async function notebookPage(content: string, page: string): Promise<string> {
  const notebook: Notebook = JSON.parse(content);
  const folder = `${basename(page, ".md")}-outputs`;
  const pictures = new Map<string, Buffer | string>();
  const parts = notebook.cells.flatMap((cell) => {
    const source = textOf(cell.source);
    if (cell.cell_type === "markdown") return [source];
    if (cell.cell_type !== "code" || source.trim() === "") return [];
    const outputs = (cell.outputs ?? []).flatMap((output) => shown(output, folder, pictures));
    return [`${FENCE}ts\n${source.trimEnd()}\n${FENCE}`, ...outputs];
  });
  if (pictures.size > 0) await mkdir(join(dirname(page), folder), { recursive: true });
  for (const [name, bytes] of pictures) await writeFile(join(dirname(page), folder, name), bytes);
  return `${parts.join("\n\n")}\n`;
}

/** What a cell gave: a picture where there is one, otherwise text. */
function shown(output: Output, folder: string, pictures: Map<string, Buffer | string>): string[] {
  for (const [type, ending] of Object.entries(PICTURES)) {
    const data = output.data?.[type];
    if (data === undefined) continue;
    const name = `${pictures.size + 1}.${ending}`;
    pictures.set(name, ending === "svg" ? textOf(data) : Buffer.from(textOf(data), "base64"));
    return [`![What the cell above drew](./${folder}/${name})`];
  }
  const markdown = output.data?.["text/markdown"];
  if (markdown !== undefined) return [textOf(markdown)];
  const text = textOf(output.text ?? output.data?.["text/plain"] ?? output.traceback ?? "");
  return text.trim() === "" ? [] : [`${FENCE}text\n${withoutColours(text).trimEnd()}\n${FENCE}`];
}

/** Terminals' colours mean nothing on a page. */
function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are written with.
  return text.replaceAll(/\u001b\[[0-9;]*m/g, "");
}
