import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeClone } from "./docs-commands/clone.ts";
import { commandsOf, type DocumentedCommand } from "./docs-commands/command.ts";
import { difference } from "./docs-commands/compare.ts";
import type { Materials } from "./docs-commands/fixtures.ts";
import { NEVER, reasonNotToRun } from "./docs-commands/not-run.ts";
import { findPages } from "./docs-commands/page.ts";
import { PageRun } from "./docs-commands/page-run.ts";
import { makePool, type RadiographPool } from "./docs-commands/radiographs.ts";
import { faultsOfSnippets, snippetsOf } from "./docs-commands/snippets.ts";
import { freePort, startPostgresql, type TestServer } from "./postgresql.ts";

/**
 * Every command in the docs is typed here, and what it prints is compared with what the page shows.
 *
 * Pages are README.md, CONTRIBUTING.md and all below docs/; whatever is added to one is found. What counts:
 *
 * - A block ```sh has a command a line (a backslash, an open quote or a here-document goes on). So has a block without
 *   a language that begins with a program's name. A block ```console has `$ command` and what it prints.
 * - The block (```text, ```json or none) right behind it is what its last command prints, errors too. `…` or `...`
 *   stands for anything in a line, a line of it alone for any lines. Write it for what depends on time, machine or data.
 * - A command ends with exit code 0, or with that of its comment, `# exit code 1`; then the page must show why.
 * - `DIR`, `TABLE`, `[--json]`, `a|b` make a line a synopsis: it is compared with the command line's definition. So is
 *   `code` in prose: thorascope's commands and options, npm's scripts, files that are run. All options stand on a page.
 * - First cells of a table headed "command" are commands.
 * - A block ```ts that imports the package is a program, type-checked and run; one that begins with the name of a file
 *   of ours (`// src/graph/operators/exp.ts`) is type-checked where that file is. Others are fragments.
 * - A block behind a line that is a file's name in backquotes and a colon, or the name, a comma, words and a colon, is
 *   that file; `export` lines behind a line that begins with "In" and a file's name are added to it.
 *
 * A page's commands are run in its order, in a folder that looks like a clone after `npm start`. The names that docs give
 * to the reader's own files stand for small ones (docs-commands/fixtures.ts), 8420 for a free port, `/etc`, `/var/lib`
 * and the like for folders of the test (stand-ins.ts). Servers go on until the page ends. What can't be run is listed
 * with its reason (not-run.ts).
 *
 * THORASCOPE_DOCS=docs/api.md narrows a run to a page.
 */
const ROOT = resolve(import.meta.dirname, "../..");

const ONLY = process.env.THORASCOPE_DOCS;

const STACK_TRACE = /\n\s+at .+:\d+:\d+\)?\n/;

const pages = findPages(ROOT)
  .map((page) => ({ page, ...commandsOf(page) }))
  .filter(({ page }) => ONLY === undefined || page.path === ONLY);

let folder: string;
let materials: Materials;
let postgresql: TestServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-docs-"));
  const clone = makeClone(ROOT, folder);
  postgresql = await startPostgresql();
  let pool: Promise<RadiographPool> | null = null;
  materials = {
    clone,
    pool: () => {
      pool ??= makePool(clone, folder);
      return pool;
    },
  };
});

afterAll(async () => {
  await postgresql.stop();
  rmSync(folder, { recursive: true });
});

test("the TypeScript of all pages fits the package's types", () => {
  const snippets = pages.flatMap(({ page }) => snippetsOf(page));
  expect(faultsOfSnippets(snippets, materials.clone, join(folder, "snippets"))).toEqual([]);
});

for (const { page, commands } of pages) {
  const toRun = commands.filter(
    (command) =>
      command.kind !== "synopsis" && reasonNotToRun(page.path, command.text) === undefined,
  );
  if (toRun.length === 0) continue;
  describe(page.path, () => {
    let run: PageRun | null = null;

    beforeAll(async () => {
      const base = join(folder, page.path.replaceAll(/\W/g, "-"));
      mkdirSync(base);
      const texts = toRun.map(({ text }) => text);
      run = new PageRun(base, materials.clone, join(folder, "bin"), {
        port: await freePort(),
        postgresql: { ...postgresql.address, url: await postgresql.database() },
        embedded: needsEmbedded(page.path, texts),
      });
      await run.prepare(page, texts, materials);
    });

    afterAll(async () => {
      expect((await run?.stop()) ?? []).toEqual([]);
      // Pages of the docs call the database and its owner so; each begins without.
      await postgresql.drop("thorascope");
    });

    for (const command of toRun)
      test(nameOf(command), async () => {
        expect(command.text, "it may not be run: list it in not-run.ts").not.toMatch(NEVER);
        if (run === null) throw new Error("its page could not be prepared");
        const { code, output } = await run.run(command);
        const about = `${nameOf(command)}\n${output}`;
        expect(code ?? command.exitCode, about).toBe(command.exitCode);
        expect(output, nameOf(command)).not.toMatch(STACK_TRACE);
        const parted = command.output === null ? null : difference(command.output, output);
        if (parted !== null) expect.fail(`${nameOf(command)}\n${parted}`);
      });
  });
}

/** The README is for newcomers, who have no PostgreSQL; and a backup is restored into an empty database only. */
function needsEmbedded(path: string, texts: readonly string[]): boolean {
  return path === "README.md" || texts.some((text) => /\bthorascope restore /.test(text));
}

function nameOf({ page, line, text }: DocumentedCommand): string {
  return `${page}:${line}  ${text.split("\n")[0]}`;
}
