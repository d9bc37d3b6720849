import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** What is no part of a clone, or is linked instead of copied. */
const NOT_COPIED = new Set([
  ".git",
  ".thorascope",
  "coverage",
  "dist-docs",
  "dist-portable",
  "node_modules",
  "runs",
]);

/** Folders of the clone that commands of the docs write into: each page has its own, the rest is linked. */
const WRITTEN_INTO = ["models", "recipes"];

/** Programs that the docs call by a bare name and that are not on this machine's path under that name. */
const PROGRAMS: Readonly<Record<string, string>> = {
  // An installed package puts it there.
  thorascope: 'exec node "$DOCS_CLONE/dist/cli/main.js" "$@"',
  // Whoever runs the tests is the user that a command is to be run as.
  sudo: '[ "$1" = -u ] && shift 2; exec "$@"',
};

/**
 * A copy of the working tree with what `npm start` leaves: dist and node_modules. Commands may write into it.
 *
 * @param root the repository
 * @param folder a temporary folder; gets `clone` and `bin`
 */
export function makeClone(root: string, folder: string): string {
  const clone = join(folder, "clone");
  for (const name of readdirSync(root))
    if (!NOT_COPIED.has(name))
      cpSync(join(root, name), join(clone, name), {
        recursive: true,
        preserveTimestamps: true,
        filter: (source) => !/[\\/](node_modules|\.vitepress[\\/](dist|cache))$/.test(source),
      });
  for (const name of ["node_modules", "web/node_modules"])
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(clone, name));
  // It is as the launcher leaves it: nothing is older than what it is made of, so nothing is installed or built.
  utimesSync(join(clone, "package-lock.json"), 0, 0);
  writeFileSync(join(clone, "dist", ".built"), "");
  mkdirSync(join(folder, "bin"));
  for (const [name, script] of Object.entries(PROGRAMS)) {
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "bin", name), 0o755);
  }
  return clone;
}

/** The folder in which a page's commands are run: it looks like the clone, and what they write stays in it. */
export function makePageFolder(clone: string, folder: string): void {
  linkAll(clone, folder, WRITTEN_INTO);
  for (const name of WRITTEN_INTO) linkAll(join(clone, name), join(folder, name), []);
}

function linkAll(from: string, to: string, except: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from))
    if (!except.includes(name)) symlinkSync(join(from, name), join(to, name));
}

/** Makes the folder that a file is to be in. @returns the file's path */
export function inFolder(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
