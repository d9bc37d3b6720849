/**
 * Makes a folder that starts Thorascope by a double click and carries its own Node.js, and packs it:
 *
 *   npm run portable -- linux-x64 [--out folder] [--level 1-9]      or linux-arm64, win-x64, darwin-arm64
 *
 * It can be run on any system for any other. Everything comes from this repository and npm's registry: Node's program
 * by its hash (scripts/portable/targets.ts), libraries in the versions and hashes of package-lock.json.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { addApp } from "./portable/app.ts";
import { packFolder } from "./portable/archive.ts";
import { checkBinaries } from "./portable/binaries.ts";
import { addLicences } from "./portable/licences.ts";
import { addNode } from "./portable/node-runtime.ts";
import { addReadme } from "./portable/readme.ts";
import { bytesOf, megabytes } from "./portable/size.ts";
import { addStartFiles } from "./portable/start-files.ts";
import { findTarget } from "./portable/targets.ts";

const ROOT = resolve(import.meta.dirname, "..");

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: join(ROOT, "dist-portable") },
    level: { type: "string", default: "6" },
  },
});
const [name = ""] = positionals;
const target = findTarget(name);
if (!existsSync(join(ROOT, "dist/cli/main.js"))) {
  throw new Error("There is no build to pack: npm run build");
}
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), "thorascope-portable-"));
try {
  const folder = join(out, `Thorascope-${version}-${target.name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const app = await addApp(ROOT, target, folder, scratch);
  const node = await addNode(target, folder, scratch);
  checkBinaries(target, folder);
  addStartFiles(target, folder);
  addReadme(target, version, folder);
  addLicences(folder);
  const archive = await packFolder(
    folder,
    target.os === "win32" ? "zip" : "tar.gz",
    Number(values.level),
  );
  const hash = createHash("sha256").update(readFileSync(archive)).digest("hex");
  for (const [what, path] of [
    ["Node.js", node],
    ["Thorascope and its libraries", app],
    ["the folder", folder],
    ["the archive", archive],
  ] as const) {
    process.stdout.write(`${megabytes(bytesOf(path)).padStart(7)} MB  ${what}\n`);
  }
  process.stdout.write(`${hash}  ${basename(archive)}\n`);
} finally {
  rmSync(scratch, { recursive: true });
}
