import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { commandsOf, type DocumentedCommand } from "./command.ts";
import { FIXTURES, fixturesFor } from "./fixtures.ts";
import { NOT_RUN, RUN_BY_CI } from "./not-run.ts";
import { findPages, type Page } from "./page.ts";
import { faultOfCall, faultsOfProgram, faultsOfSynopsis, leafOf, leaves } from "./syntax.ts";

// What can be said of the commands in the docs without running any; ../docs-commands.test.ts runs them.

const ROOT = resolve(import.meta.dirname, "../../..");
const pages = findPages(ROOT).map((page) => ({ page, ...commandsOf(page) }));

describe("what the pages say of commands", () => {
  test("every block is told to be a command, its output, or something else", () => {
    const faults = pages.flatMap(({ page, faults }) =>
      faults.map(({ line, reason }) => `${page.path}:${line}  ${reason}`),
    );
    expect(faults).toEqual([]);
  });

  test("every synopsis is the command line's", () => {
    const synopses = pages.flatMap(({ commands }) =>
      commands.filter(({ kind }) => kind === "synopsis"),
    );
    const faults = synopses.flatMap((one) =>
      [...faultsOfSynopsis(one.text, true), ...faultsOfProgram(ROOT, one.text)].map(
        (fault) => `${nameOf(one)}\n  ${fault}`,
      ),
    );
    expect(faults).toEqual([]);
  });

  test("commands, options, scripts and files that prose names exist", () => {
    const faults = pages.flatMap(({ page }) =>
      page.spans.flatMap(({ line, text }) =>
        [
          ...faultsOfSynopsis(text, false),
          ...faultsOfProgram(ROOT, text),
          ...faultsOfOption(page, text),
        ].map((fault) => `${page.path}:${line}  ${text}\n  ${fault}`),
      ),
    );
    expect(faults).toEqual([]);
  });

  test("every option of every command stands on a page that names the command", () => {
    const missing = leaves().flatMap(({ path, flags }) => {
      const places = pages.filter(({ page, commands }) =>
        [...commands, ...page.spans].some(({ text }) => leafOf(text) === path),
      );
      const said = places.flatMap(({ page }) => codeOfPage(page)).join("\n");
      if (places.length === 0) return [`thorascope ${path} stands on no page`];
      return flags
        .filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(said))
        .map((flag) => `thorascope ${path} ${flag} stands on no page that names the command`);
    });
    expect(missing).toEqual([]);
  });
});

describe("what is not run", () => {
  const all = pages.flatMap(({ commands }) => commands);

  for (const one of NOT_RUN)
    test(`${one.page ?? "any page"}  ${one.command}  (${one.reason})`, () => {
      const places = all.filter(
        ({ page, text }) => page === (one.page ?? page) && text === one.command,
      );
      expect(places, "it no longer stands there: strike it from not-run.ts").not.toEqual([]);
      expect(faultOfCall(one.command)).toBeNull();
      expect(faultsOfProgram(ROOT, one.command)).toEqual([]);
      if (one.reason === RUN_BY_CI)
        expect(readFileSync(join(ROOT, ".ci/run"), "utf8")).toContain(
          one.command.replace("npm run ", "npm run --silent "),
        );
    });

  test("every stand-in is asked for", () => {
    const used = pages.flatMap(({ page, commands }) =>
      fixturesFor(
        page.path,
        commands.map(({ text }) => text),
      ),
    );
    const unused = FIXTURES.filter((fixture) => !used.includes(fixture));
    expect(unused.map(({ name, pages }) => `${name} ${pages ?? ""}`)).toEqual([]);
  });
});

/** An option that prose speaks of is one of thorascope's, or of a script that the page names. */
function faultsOfOption(page: Page, text: string): string[] {
  const known = new Set(leaves().flatMap(({ flags }) => flags));
  const scripts = page.spans.flatMap(
    (span) => /(?:scripts|bench)\/[\w-]+\.ts/.exec(span.text) ?? [],
  );
  const said = (flag: string) =>
    codeOfPage(page).some((code) => /^(npm|npx|node|curl) /.test(code) && code.includes(flag)) ||
    scripts.some((script) => readFileSync(join(ROOT, script), "utf8").includes(flag));
  const flags = /^--[a-z]/.test(text) ? (text.match(/--[a-z][a-z-]*/g) ?? []) : [];
  return flags
    .filter((flag) => !known.has(flag) && !said(flag))
    .map((flag) => `no command has the option ${flag}`);
}

/** All code of a page. */
function codeOfPage({ blocks, spans }: Page): string[] {
  return [...blocks.flatMap(({ lines }) => lines), ...spans.map(({ text }) => text)];
}

function nameOf({ page, line, text }: DocumentedCommand): string {
  return `${page}:${line}  ${text}`;
}
