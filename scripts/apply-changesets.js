// `npx changeset version` for this repository: moves the sentences of .changeset/ to CHANGELOG.md, under the version
// that they ask for. Changesets knows the packages of a workspace, not its root; so it works on a copy of what it
// changes, in which the root stands alone.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FOLDER = ".changeset";

const copy = mkdtempSync(join(tmpdir(), "thorascope-changesets-"));
try {
  for (const name of [FOLDER, "CHANGELOG.md"]) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  const { workspaces: _, ...alone } = readManifest(ROOT);
  writeFileSync(join(copy, "package.json"), JSON.stringify(alone));
  const changesets = join(ROOT, "node_modules/@changesets/cli/bin.js");
  execFileSync(process.execPath, [changesets, "version"], { cwd: copy, stdio: "inherit" });
  const { version } = readManifest(copy);
  if (version !== readManifest(ROOT).version) {
    for (const name of [FOLDER, "CHANGELOG.md"]) {
      rmSync(join(ROOT, name), { recursive: true });
      cpSync(join(copy, name), join(ROOT, name), { recursive: true });
    }
    const options = ["--no-git-tag-version", "--workspaces=false", "--ignore-scripts"];
    execFileSync("npm", ["version", version, ...options], {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
    process.stdout.write(
      `This is ${version} now. Read CHANGELOG.md as a whole before you commit it.\n`,
    );
  }
} finally {
  rmSync(copy, { recursive: true });
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
