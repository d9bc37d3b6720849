import type { Block, Page } from "./page.ts";

/** What a page shows as a command's output. */
export interface ShownOutput {
  readonly line: number;
  readonly lines: readonly string[];
  /** White space between JSON's parts is the page's own. */
  readonly isJson: boolean;
}

/** A command that a page tells its readers to type. */
export interface DocumentedCommand {
  readonly page: string;
  readonly line: number;
  /** Continuation lines are joined; a comment at the end is left out. */
  readonly text: string;
  /** `synopsis`: shows the syntax with placeholders, and can't be typed as it stands. `program`: TypeScript. */
  readonly kind: "typed" | "synopsis" | "program";
  /** 0 unless the line ends with `# exit code N`. */
  readonly exitCode: number;
  readonly output: ShownOutput | null;
}

/** What first words make a line a command, in blocks without a language and in tables. */
const PROGRAMS =
  /^(thorascope|node|npm|npx|curl|bash|sh|docker|systemctl|journalctl|sudo|apt|apt-get|export|cd|cut|grep|awk|find|git|psql|createuser|createdb|useradd|install|deno|jupyter|tar|unzip|cp|mkdir|pip|python3?|openssl|\.\/\S+)(\s|$)/;

const SHELL = ["sh", "bash", "shell"];
/** Shells of systems that this test does not run on; their commands can only be listed in not-run.ts. */
export const FOREIGN_SHELLS = ["powershell", "ps1", "bat", "cmd"];
const OUTPUT = ["", "text", "json"];

/** A fault of a page's form: something that this test could not tell is a command or not. */
export interface PageFault {
  readonly line: number;
  readonly reason: string;
}

/** The commands of a page, in its order, each with the output that is shown right after it. */
export function commandsOf(page: Page): { commands: DocumentedCommand[]; faults: PageFault[] } {
  const commands: DocumentedCommand[] = [];
  const faults: PageFault[] = [];
  const toExplain: number[] = [];
  let last: { block: Block; commands: DocumentedCommand[] } | null = null;
  for (const block of page.blocks) {
    const kind = kindOf(block, last !== null && block.followsBlock);
    const found =
      kind === "program"
        ? [program(page, block)]
        : kind === "console"
          ? consoleCommands(page, block)
          : kind === "commands"
            ? shellCommands(page, block)
            : [];
    if (kind === "unknown")
      faults.push({
        line: block.line,
        reason: "a block without a language that is neither a command nor its output: say ```text",
      });
    if (kind === "output" && last !== null) attachOutput(last.commands, block);
    for (const { line, exitCode } of found) if (exitCode !== 0) toExplain.push(line);
    commands.push(...found);
    last = found.length > 0 ? { block, commands: found } : null;
    if (kind === "output") last = null;
  }
  for (const { line, text } of page.tableCommands)
    commands.push({ page: page.path, line, output: null, ...readLine(text) });
  for (const line of toExplain)
    if (commands.some((one) => one.line === line && one.output === null))
      faults.push({ line, reason: "it ends with another exit code than 0, and why is not shown" });
  return { commands: commands.sort((one, other) => one.line - other.line), faults };
}

function kindOf(
  block: Block,
  followsCommands: boolean,
): "program" | "commands" | "console" | "output" | "unknown" | "other" {
  const first = block.lines.find((line) => line.trim() !== "") ?? "";
  if (SHELL.includes(block.language) || FOREIGN_SHELLS.includes(block.language)) return "commands";
  if (block.language === "console") return "console";
  if (block.language === "ts" && isProgram(block)) return "program";
  if (block.language === "") {
    if (first.startsWith("$ ")) return "console";
    if (PROGRAMS.test(first)) return "commands";
  }
  if (followsCommands && OUTPUT.includes(block.language)) return "output";
  return block.language === "" ? "unknown" : "other";
}

/** TypeScript that imports the package is a program, unless it says which of our files it is. */
function isProgram({ lines }: Block): boolean {
  return lines.some((line) => /from "thorascope/.test(line)) && !/^\/\/ src\//.test(lines[0] ?? "");
}

function program(page: Page, { line, lines }: Block): DocumentedCommand {
  const text = lines.join("\n");
  return { page: page.path, line: line + 1, text, kind: "program", exitCode: 0, output: null };
}

/** The output of a block belongs to its last command; those before it must then print nothing that is shown. */
function attachOutput(commands: DocumentedCommand[], block: Block): void {
  const command = commands.at(-1);
  if (command === undefined) return;
  Object.assign(command, {
    output: { line: block.line, lines: block.lines, isJson: block.language === "json" },
  });
}

/** A line each, but for those that go on: with a backslash, an open quote, a here-document, or an indented synopsis. */
function shellCommands(page: Page, block: Block): DocumentedCommand[] {
  const commands: DocumentedCommand[] = [];
  for (let index = 0; index < block.lines.length; ) {
    const start = index;
    let text = block.lines[index++] ?? "";
    while (index < block.lines.length && goesOn(text, block.lines[index] ?? ""))
      text = join(text, block.lines[index++] ?? "");
    if (text.trim() === "" || text.trimStart().startsWith("#")) continue;
    commands.push({
      page: page.path,
      line: block.line + 1 + start,
      output: null,
      ...readLine(text),
    });
  }
  return commands;
}

/** `$ command`, and below it what it prints. */
function consoleCommands(page: Page, block: Block): DocumentedCommand[] {
  const commands: DocumentedCommand[] = [];
  let output: string[] = [];
  for (const [index, line] of block.lines.entries()) {
    if (!line.startsWith("$ ")) {
      output.push(line);
      continue;
    }
    output = [];
    commands.push({
      page: page.path,
      line: block.line + 1 + index,
      output: { line: block.line + 2 + index, lines: output, isJson: false },
      ...readLine(line.slice(2)),
    });
  }
  return commands.map((command) =>
    command.output?.lines.some((line) => line.trim() !== "")
      ? command
      : { ...command, output: null },
  );
}

function goesOn(text: string, next: string): boolean {
  if (text.endsWith("\\")) return true;
  const document = /<<-?\s*['"]?(\w+)['"]?/.exec(text)?.[1];
  if (document !== undefined) return !text.split("\n").includes(document);
  if (hasOpenQuote(text)) return true;
  return /^\s+[[|-]/.test(next);
}

function join(text: string, next: string): string {
  if (text.endsWith("\\")) return `${text.slice(0, -1).trimEnd()} ${next.trim()}`;
  if (/^\s+[[|-]/.test(next) && !hasOpenQuote(text) && !text.includes("<<"))
    return `${text} ${next.trim()}`;
  return `${text}\n${next}`;
}

function hasOpenQuote(text: string): boolean {
  let open = "";
  for (const letter of withoutComment(text)) {
    if (open === "" && (letter === '"' || letter === "'")) open = letter;
    else if (letter === open) open = "";
  }
  return open !== "";
}

function readLine(line: string): Pick<DocumentedCommand, "text" | "kind" | "exitCode"> {
  const exitCode = Number(/#\s.*exit code (\d+)/.exec(line)?.[1] ?? 0);
  const text = withoutComment(line).trim();
  return { text, kind: isSynopsis(text) ? "synopsis" : "typed", exitCode };
}

/** A comment begins with a # after white space, outside of quotes. */
function withoutComment(line: string): string {
  let open = "";
  for (let index = 0; index < line.length; index++) {
    const letter = line[index] ?? "";
    if (open !== "") open = letter === open ? "" : open;
    else if (letter === '"' || letter === "'") open = letter;
    else if (letter === "#" && /(^|\s)$/.test(line.slice(0, index))) return line.slice(0, index);
  }
  return line;
}

/** Whether a command has placeholders: words of capitals (RECIPE, DIR, FILES|FOLDERS, ab|cd), or [optional] parts. */
export function isSynopsis(text: string): boolean {
  if (!/^(thorascope|npx|npm|node)\s/.test(text)) return false;
  return /\s\[|\s[A-Z][A-Z_|]*(\s|$|\])|\s[a-z]+(\|[a-z]+)+(\s|$)/.test(text);
}
