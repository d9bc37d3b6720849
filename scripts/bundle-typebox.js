// Part of the build: typebox, which checks model.json and recipes, comes as 700 modules and takes half a second
// to load. It is joined into one module beside ours that import it. Its types still come from the package.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const BUNDLE = join(DIST, "typebox.js");
const IMPORT = /from "typebox(?:\/(?:schema|compile))?"/g;

await build({
  stdin: {
    contents:
      'export { default } from "typebox"; export { Check, Errors } from "typebox/schema"; export { Compile } from "typebox/compile";',
    resolveDir: ROOT,
  },
  bundle: true,
  format: "esm",
  target: "node20",
  banner: { js: `/*\n${readFileSync(join(ROOT, "node_modules/typebox/license"), "utf8")}*/` },
  legalComments: "none",
  logLevel: "warning",
  outfile: BUNDLE,
});

for (const name of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
  const path = join(DIST, name);
  if (!name.endsWith(".js") || path === BUNDLE) continue;
  const code = readFileSync(path, "utf8");
  const here = relative(dirname(path), BUNDLE).replaceAll("\\", "/");
  const bundled = code.replace(IMPORT, `from "${here.startsWith(".") ? here : `./${here}`}"`);
  if (bundled !== code) writeFileSync(path, bundled);
}
