import { rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import { inFolder, makePageFolder } from "./clone.ts";
import type { Block, Page } from "./page.ts";

/** A block of TypeScript. */
export interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly text: string;
  /** A file of the repository that the page, or the first line `// src/graph/operators/exp.ts`, says it is. */
  readonly file: string | null;
}

/** The TypeScript of a page that is whole: it imports the package, or is a file of the repository. */
export function snippetsOf({ path, blocks }: Page): Snippet[] {
  return blocks
    .filter(({ language }) => language === "ts")
    .map((block) => snippetOf(path, block))
    .filter(({ text, file }) => file !== null || /from "thorascope/.test(text));
}

function snippetOf(page: string, { line, lines, file: named }: Block): Snippet {
  const first = /^\/\/ (src\/[\w./-]+\.ts)$/.exec(lines[0] ?? "")?.[1];
  const file = first ?? (/^src\//.test(named ?? "") ? named : null);
  return { page, line: line + 1, text: `${lines.join("\n")}\n`, file };
}

/**
 * Type-checks snippets as strictly as the project itself: programs as files of a project that has the package,
 * modules where they would stand.
 *
 * @returns a line for each fault, with its place in the page
 */
export function faultsOfSnippets(
  snippets: readonly Snippet[],
  clone: string,
  folder: string,
): string[] {
  makePageFolder(clone, folder);
  const placed = new Map(
    snippets.map((snippet) => {
      const name = `docs-snippet-${snippet.page.replaceAll(/\W/g, "-")}-${snippet.line}`;
      const path =
        snippet.file === null
          ? join(folder, `${name}.ts`)
          : join(clone, dirname(snippet.file), `${name}-${basename(snippet.file)}`);
      // A block without imports or exports would share its names with the others.
      writeFileSync(inFolder(path), `${snippet.text}export {};\n`);
      return [path, snippet];
    }),
  );
  const read = ts.readConfigFile(join(clone, "tsconfig.base.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, clone);
  const program = ts.createProgram([...placed.keys()], {
    ...options,
    noEmit: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: false,
    noUnusedLocals: false,
    types: ["node"],
    typeRoots: [join(clone, "node_modules/@types")],
  });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  // A stray module would be taken for one of ours by what walks the folders.
  for (const path of placed.keys()) rmSync(path);
  return diagnostics.flatMap((diagnostic) => {
    const { file, start = 0, messageText } = diagnostic;
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (file === undefined) return [message];
    const snippet = placed.get(file.fileName);
    const line = file.getLineAndCharacterOfPosition(start).line;
    if (snippet === undefined) return [`${file.fileName}:${line + 1}  ${message}`];
    return [`${snippet.page}:${snippet.line + line}  ${message}`];
  });
}
