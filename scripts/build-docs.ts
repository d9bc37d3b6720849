/**
 * Builds the documentation site into dist-docs/site: the pages of docs/, those that they link to, and a reference made
 * from the code. Asks nothing of other machines.
 *
 * `npx tsx scripts/build-docs.ts`
 */
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vitepress";
import { BUILT, PAGES, ROOT, SITE } from "./docs/site-folders.ts";
import { stagePages } from "./docs/stage-pages.ts";
import { writeReference } from "./docs/write-reference.ts";

const settings = join(BUILT, ".vitepress");
for (const folder of [PAGES, SITE, settings]) await rm(folder, { recursive: true, force: true });
await cp(join(ROOT, "docs/.vitepress"), settings, { recursive: true });
await stagePages();
await writeReference();
await build(BUILT);
console.log(SITE);
