/**
 * What `npm install thorascope` brings: packs the package, installs it in an empty folder, and prints what it takes as
 * the table of docs/install.md.
 *
 *   npx tsx scripts/measure-install.ts
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { npm, pack } from "./portable/npm.ts";
import { bytesOf, megabytes } from "./portable/size.ts";

const ROOT = resolve(import.meta.dirname, "..");
const LARGEST = 6;

const folder = mkdtempSync(join(tmpdir(), "thorascope-size-"));
try {
  const tarball = pack(ROOT, folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  npm(folder, "install", "--ignore-scripts", "--loglevel=error", `./${tarball.filename}`);
  const modules = join(folder, "node_modules");
  const packages = readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@")
        ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`)
        : [name],
    )
    .map((name) => ({ name, bytes: bytesOf(join(modules, name)) }))
    .sort((a, b) => b.bytes - a.bytes);
  const rows: (readonly [string, number])[] = [
    ["download of the package itself", tarball.size],
    ["the package, unpacked", tarball.unpackedSize],
    [`all of node_modules (${packages.length} packages)`, bytesOf(modules)],
    ...packages.slice(0, LARGEST).map(({ name, bytes }) => [`of it ${name}`, bytes] as const),
  ];
  for (const [what, bytes] of rows) process.stdout.write(`| ${what} | ${megabytes(bytes)} MB |\n`);
} finally {
  rmSync(folder, { recursive: true });
}
