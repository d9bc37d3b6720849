/**
 * Builds the documentation site into dist-docs/site: the pages of docs/, those that they link to, and a reference made
 * from the code. Asks nothing of other machines.
 *
 * `npx tsx scripts/build-docs.ts`
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vitepress";
import { PAGES, ROOT, SITE } from "./docs/site-folders.ts";
import { stagePages } from "./docs/stage-pages.ts";
import { writeReference } from "./docs/write-reference.ts";

for (const folder of [PAGES, SITE]) await rm(folder, { recursive: true, force: true });
await stagePages();
await writeReference();
await build(join(ROOT, "docs"));
console.log(SITE);
