import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, CommanderError } from "commander";
import { thorascopeProgram } from "../../../src/cli/program.ts";

const THORASCOPE =
  /^(?:npx thorascope|thorascope|node dist\/cli\/main\.js|npm run thorascope --)\s+/;

/** What is behind `thorascope` in a command, however it is called; null for other programs. */
export function argumentsOf(text: string): string | null {
  const own = text.replace(/^sudo -u \S+ /, "");
  const call = THORASCOPE.exec(own);
  return call === null ? null : own.slice(call[0].length);
}

/** Parses a command that is not run, as the command line itself would. @returns what is wrong with it, or null. */
export function faultOfCall(text: string): string | null {
  const given = argumentsOf(text);
  if (given === null) return null;
  const program = thorascopeProgram();
  for (const command of allCommands(program))
    command
      .exitOverride()
      .configureOutput({ writeErr() {}, outputError() {} })
      .action(() => {});
  try {
    program.parse(words(given), { from: "user" });
    return null;
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
}

/**
 * Compares a synopsis, or a command's name in prose, with the command line.
 *
 * @param isWhole whether all that must be given has to be there
 */
export function faultsOfSynopsis(text: string, isWhole: boolean): string[] {
  const given = argumentsOf(text);
  if (given === null) return [];
  const { command, rest } = commandOf(words(given.replaceAll(/[[\]]/g, " ")));
  if (command === null) return [`thorascope has no command "${given.split(" ")[0]}"`];
  const faults: string[] = [];
  const named = new Set<string>();
  for (const [index, word] of rest.entries()) {
    if (!/^--?[a-z]/.test(word)) continue;
    const [flag = ""] = word.split("=");
    const option = command.options.find((one) => one.long === flag || one.short === flag);
    if (option === undefined) {
      if (flag !== "--help") faults.push(`${pathOf(command)} has no option ${flag}`);
      continue;
    }
    named.add(flag);
    const next = rest[index + 1];
    const value = next === undefined || /^(--|\|)/.test(next) ? undefined : next;
    const takesNone = !option.required && !option.optional;
    if (isWhole && takesNone && value !== undefined)
      faults.push(`${flag} of ${pathOf(command)} takes no value, but "${value}" follows it`);
    if (!takesNone && value === undefined && !word.includes("=") && isWhole)
      faults.push(`${flag} of ${pathOf(command)} takes a value`);
    const choices = option.argChoices ?? [];
    const shown = value?.split("|") ?? [];
    if (choices.length > 0 && shown.length > 1 && shown.some((one) => !choices.includes(one)))
      faults.push(`${flag} of ${pathOf(command)} takes ${choices.join("|")}, not ${value}`);
  }
  if (!isWhole) return faults;
  for (const option of command.options)
    if (option.mandatory && !named.has(option.long ?? ""))
      faults.push(`${pathOf(command)} needs ${option.flags}`);
  const needed = command.registeredArguments.filter((one) => one.required).length;
  const placed = rest.findIndex((word) => word.startsWith("-"));
  if ((placed < 0 ? rest.length : placed) < needed)
    faults.push(`${pathOf(command)} needs ${command.usage()}`);
  return faults;
}

/** Faults of what prose names of npm's scripts and of files that are run. */
export function faultsOfProgram(root: string, text: string): string[] {
  const scripts: Record<string, string> = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  ).scripts;
  const script = /^npm run (?:-s |--silent )?([\w:-]+)/.exec(text)?.[1];
  if (script !== undefined && !(script in scripts)) return [`package.json has no script ${script}`];
  const file = /^(?:npx tsx|node|bash) ([\w./-]+)/.exec(text)?.[1];
  if (file !== undefined && !file.startsWith("dist/") && !existsSync(join(root, file)))
    return [`there is no file ${file}`];
  return [];
}

/** A command with an action, by its words: `data stats`. */
export interface Leaf {
  readonly path: string;
  /** Long flags, e.g. `--images`. */
  readonly flags: readonly string[];
}

/** Every command that does something. */
export function leaves(): Leaf[] {
  return allCommands(thorascopeProgram())
    .filter((command) => command.commands.length === 0)
    .map((command) => ({
      path: pathOf(command),
      flags: command.options.map((option) => option.long ?? option.flags),
    }));
}

/** The leaf that a command's words call; null if they call none. */
export function leafOf(text: string): string | null {
  const given = argumentsOf(text);
  if (given === null) return null;
  const { command } = commandOf(words(given.replaceAll(/[[\]]/g, " ")));
  return command === null || command.commands.length > 0 ? null : pathOf(command);
}

function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function pathOf(command: Command): string {
  const parent = command.parent;
  return parent === null || parent.parent === null
    ? command.name()
    : `${pathOf(parent)} ${command.name()}`;
}

function commandOf(given: readonly string[]): { command: Command | null; rest: string[] } {
  let command = thorascopeProgram();
  const rest = [...given];
  if (rest[0]?.startsWith("-")) return { command, rest };
  while (command.commands.length > 0) {
    const [word] = rest;
    if (word === undefined || word.startsWith("-") || /^[^a-z]/.test(word)) break;
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) return { command: null, rest };
    command = next;
    rest.shift();
  }
  return { command, rest };
}

/** The words of a simple command: quotes are taken away, and what is behind a redirection, pipe or `&&`. */
function words(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/"([^"]*)"|'([^']*)'|(&&|\|\||[;>])|([^\s"';>]+)|\s\|\s/g)) {
    const [whole, double, single, end, plain] = match;
    if (end !== undefined) break;
    if (plain === undefined && double === undefined && single === undefined) {
      // "a | b" is an alternative in a synopsis.
      found.push(whole.trim());
      continue;
    }
    found.push(double ?? single ?? plain ?? "");
  }
  return found;
}
