import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PackedFile } from "./package-budget.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Thorascope as somebody else gets it: packed, and installed by plain npm in an empty project. */
export interface InstalledPackage {
  readonly project: string;
  /** `thorascope`, as npm put it there. */
  readonly main: string;
  readonly packed: { readonly size: number; readonly files: readonly PackedFile[] };
  run(command: string, args: readonly string[]): string;
  remove(): void;
}

/** Packs and installs it. No install step may reach for anything but the registry. */
export function installPackage(): InstalledPackage {
  const project = mkdtempSync(join(tmpdir(), "thorascope-package-"));
  const run = (command: string, args: readonly string[], cwd = project) =>
    execFileSync(command, args, {
      cwd,
      env: userEnvironment(),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * 2 ** 20,
    });
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", project], ROOT));
  writeFileSync(
    join(project, "package.json"),
    '{ "name": "user", "private": true, "type": "module" }',
  );
  run("npm", ["install", join(project, packed.filename)]);
  return {
    project,
    main: join(project, "node_modules/thorascope/dist/cli/main.js"),
    packed,
    run,
    remove: () => rmSync(project, { recursive: true }),
  };
}

/** The environment without what npm and Vitest put into it for their children, and with the one documented variable. */
function userEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV|NODE_OPTIONS|DATABASE_URL)/i.test(name),
  );
  return { ...Object.fromEntries(own), ONNXRUNTIME_NODE_INSTALL: "skip" };
}

/** Node of that major version: the one that runs, or npm's package `node`, which holds nothing else. */
export function nodeOf(major: number, { run }: InstalledPackage): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const asked = ["-y", "-p", `node@${major}`, "node", "-p", "process.execPath"];
  return run("npx", asked).trim();
}
