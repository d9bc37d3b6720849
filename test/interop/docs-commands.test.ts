import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeClone } from "./docs-commands/clone.ts";
import { commandsOf, type DocumentedCommand } from "./docs-commands/command.ts";
import { difference } from "./docs-commands/compare.ts";
import { asksFor, FIXTURES, type Materials } from "./docs-commands/fixtures.ts";
import { NOT_RUN } from "./docs-commands/not-run.ts";
import { findPages } from "./docs-commands/page.ts";
import { PageRun } from "./docs-commands/page-run.ts";
import { makePool } from "./docs-commands/radiographs.ts";
import { freePort, startPostgresql, type TestServer } from "./postgresql.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Narrows a run while one works on a page: THORASCOPE_DOCS=docs/api.md. */
const ONLY = process.env.THORASCOPE_DOCS;

const pages = findPages(ROOT)
  .map((page) => ({ page, ...commandsOf(page) }))
  .filter(({ page }) => ONLY === undefined || page.path === ONLY);

let folder: string;
let materials: Materials;
let postgresql: TestServer | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-docs-"));
  const clone = makeClone(ROOT, folder);
  materials = { clone, pool: await makePool(clone, folder) };
});

afterAll(async () => {
  await postgresql?.stop();
  rmSync(folder, { recursive: true });
});

describe.each(pages.map((page) => ({ name: page.page.path, ...page })))(
  "$name",
  ({ page, commands }) => {
    const typed = commands.filter(({ kind }) => kind === "typed");
    const toRun = typed.filter((command) => reasonNotToRun(command) === undefined);
    let run: PageRun;

    beforeAll(async () => {
      if (toRun.length === 0) return;
      const base = join(folder, page.path.replaceAll(/\W/g, "-"));
      mkdirSync(base);
      const texts = toRun.map(({ text }) => text);
      if (texts.some((text) => /postgresql:|^createuser/.test(text)))
        postgresql ??= await startPostgresql();
      run = new PageRun(base, materials.clone, join(folder, "bin"), {
        port: await freePort(),
        postgresql: postgresql?.address ?? null,
      });
      await run.prepare(page, texts, materials);
    });

    afterAll(async () => {
      expect(await run?.stop()).toEqual([]);
    });

    test.each(toRun.map((command) => ({ name: nameOf(command), command })))(
      "$name",
      async ({ command }) => {
        const { code, output } = await run.run(command);
        const about = `${nameOf(command)}\n${output}`;
        expect(code ?? command.exitCode, about).toBe(command.exitCode);
        expect(output, nameOf(command)).not.toMatch(/\n\s+at .+:\d+:\d+\)?\n/);
        const parted = command.output === null ? null : difference(command.output, output);
        if (parted !== null) expect.fail(`${nameOf(command)}\n${parted}`);
      },
    );
  },
);

function reasonNotToRun(command: DocumentedCommand): string | undefined {
  return NOT_RUN.find((one) => one.page === command.page && one.command === command.text)?.reason;
}

function nameOf({ page, line, text }: DocumentedCommand): string {
  return `${page}:${line}  ${text}`;
}
