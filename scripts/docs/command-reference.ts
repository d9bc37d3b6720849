import type { Argument, Command, Option } from "commander";
import { thorascopeProgram } from "../../src/cli/program.ts";
import { cell } from "./table-cell.ts";

/** A page with every command, argument and option of the command line, made of what its help is made of. */
export function commandReference(): string {
  const program = thorascopeProgram();
  const commands = program.commands.flatMap((command) => [
    { name: command.name(), command },
    ...command.commands.map((inner) => ({
      name: `${command.name()} ${inner.name()}`,
      command: inner,
    })),
  ]);
  const list = commands
    .filter(({ command }) => command.commands.length === 0)
    .map(
      ({ name, command }) =>
        `| [\`thorascope ${name}\`](#${anchorOf(name)}) | ${cell(command.summary())} |`,
    );
  return `---
outline: [2, 3]
---

# Command line

Every command with its arguments, options and defaults, generated from the program itself (version ${program.version()}). \`thorascope --help\` and \`thorascope COMMAND --help\` print the same.

Exit codes: 0 all is well, 1 something could not be done, 2 the command was used wrongly. Some commands say more; their guides tell. From a clone, \`node dist/cli/main.js\` stands for \`thorascope\`.

| command | what it does |
|---|---|
${list.join("\n")}

${commands.map(({ name, command }) => section(name, command)).join("\n")}`;
}

/** A command's heading, usage, arguments and options. */
function section(name: string, command: Command): string {
  const isGroup = command.commands.length > 0;
  const options = command.options.filter((option) => !option.hidden);
  return [
    `${name.includes(" ") ? "###" : "##"} ${name}\n`,
    `${sentence(command.description())}\n`,
    isGroup ? "" : `\`\`\`text\nthorascope ${name} ${usage(command)}\n\`\`\`\n`,
    table("argument", command.registeredArguments.map(argumentRow)),
    table("option", options.map(optionRow)),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** What follows a command's name: its arguments, the options that it must have, and that it has others. */
function usage(command: Command): string {
  const must = command.options.filter((option) => option.mandatory).map((option) => option.flags);
  const hasOthers = command.options.some((option) => !option.mandatory);
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [...words, ...must, ...(hasOthers ? ["[options]"] : [])].join(" ");
}

function argumentRow(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return row(name, argument, argument.required ? "required" : "");
}

function optionRow(option: Option): string {
  return row(option.flags, option, option.mandatory ? "required" : "");
}

/** Defaults that depend on something are told in words, at the end of the description. */
const DEFAULT_IN_WORDS = /\s*\(default: (.+)\)$/;

function row(name: string, thing: Argument | Option, need: string): string {
  const inWords = DEFAULT_IN_WORDS.exec(thing.description)?.[1];
  const choices = thing.argChoices?.map((choice) => `\`${choice}\``).join(", ");
  const about = [thing.description.replace(DEFAULT_IN_WORDS, ""), choices && `one of ${choices}`];
  const fallback = need || (inWords ?? defaultOf(thing));
  return `| \`${cell(name)}\` | ${cell(about.filter(Boolean).join("; "))} | ${cell(fallback)} |`;
}

function defaultOf({ defaultValue }: Argument | Option): string {
  if (defaultValue === undefined || defaultValue === false) return "";
  return `\`${Array.isArray(defaultValue) ? defaultValue.join(" ") : String(defaultValue)}\``;
}

function table(what: string, rows: readonly string[]): string {
  return rows.length === 0
    ? ""
    : `| ${what} | what it is | default |\n|---|---|---|\n${rows.join("\n")}\n`;
}

/** Descriptions are broken into lines for terminals. */
function sentence(text: string): string {
  const whole = text.replaceAll(/\s+/g, " ").trim();
  return /[.!?]$/.test(whole) ? whole : `${whole.charAt(0).toUpperCase()}${whole.slice(1)}.`;
}

function anchorOf(name: string): string {
  return name.replaceAll(" ", "-");
}
