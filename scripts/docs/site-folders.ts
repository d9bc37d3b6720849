import { join, resolve } from "node:path";

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** All that building the site makes, and VitePress's own settings beside it; ignored by git. */
export const BUILT = join(ROOT, "dist-docs");

/** The pages as VitePress reads them: those of docs/, those that they link to, and the reference. */
export const PAGES = join(BUILT, "pages");

/** The site: a folder that any server of files can serve. */
export const SITE = join(BUILT, "site");
