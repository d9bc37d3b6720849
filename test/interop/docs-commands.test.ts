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
import { makePool } from "./docs-commands/radiographs.ts";
import { faultsOfSnippets, snippetsOf } from "./docs-commands/snippets.ts";
import { freePort, startPostgresql, type TestServer } from "./postgresql.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Narrows a run while one works on a page: THORASCOPE_DOCS=docs/api.md. */
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
  materials = { clone, pool: await makePool(clone, folder) };
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
