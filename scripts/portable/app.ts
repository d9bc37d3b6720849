import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { extract } from "tar";
import { npm, pack } from "./npm.ts";
import type { Target } from "./targets.ts";

/**
 * Puts Thorascope itself into a folder `app`: the package as it is published, with the very versions of its
 * dependencies that `package-lock.json` names, and their binaries for the target alone.
 */
export async function addApp(
  root: string,
  target: Target,
  folder: string,
  scratch: string,
): Promise<string> {
  const app = join(folder, "app");
  mkdirSync(app, { recursive: true });
  const { filename } = pack(root, scratch);
  await extract({ file: join(scratch, filename), cwd: app, strip: 1 });

  const install = join(scratch, "install");
  mkdirSync(install, { recursive: true });
  // Without workspaces and tools npm takes what only they need out of the tree, and keeps the rest as locked.
  const {
    workspaces: _w,
    devDependencies: _d,
    scripts: _s,
    ...rest
  } = readJson(join(app, "package.json"));
  writeFileSync(join(install, "package.json"), JSON.stringify(rest));
  cpSync(join(root, "package-lock.json"), join(install, "package-lock.json"));
  const libc = target.os === "linux" ? ["--libc=glibc"] : [];
  const platform = [`--os=${target.os}`, `--cpu=${target.cpu}`, ...libc];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  npm(install, "install", "--omit=dev", "--ignore-scripts", ...platform, ...quiet);
  checkLocked(
    readJson(join(root, "package-lock.json")),
    readJson(join(install, "package-lock.json")),
  );
  prune(join(install, "node_modules"), target);
  renameSync(join(install, "node_modules"), join(app, "node_modules"));
  return app;
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, "utf8"));
}

type Lock = { readonly packages?: Readonly<Record<string, { readonly version?: string }>> };

/** Throws if npm installed anything else than the lock file says. */
function checkLocked(asked: Lock, installed: Lock): void {
  for (const [path, { version }] of Object.entries(installed.packages ?? {})) {
    const expected = asked.packages?.[path]?.version;
    if (path === "" || version === expected) continue;
    throw new Error(
      `npm installed ${path} ${version}; package-lock.json says ${expected ?? "nothing of it"}.`,
    );
  }
}

/** Takes away what the target never loads: binaries of other systems, links to commands, source maps. */
function prune(modules: string, { os, cpu }: Target): void {
  rmSync(join(modules, ".bin"), { recursive: true, force: true });
  rmSync(join(modules, ".package-lock.json"), { force: true });
  const binaries = join(modules, "onnxruntime-node/bin/napi-v6");
  for (const system of readdirSync(binaries)) {
    for (const processor of readdirSync(join(binaries, system))) {
      if (system === os && processor === cpu) continue;
      rmSync(join(binaries, system, processor), { recursive: true });
    }
    if (readdirSync(join(binaries, system)).length === 0)
      rmSync(join(binaries, system), { recursive: true });
  }
  if (readdirSync(binaries).length !== 1) {
    throw new Error(`onnxruntime-node has no binaries for ${os} on ${cpu}.`);
  }
  for (const path of readdirSync(modules, { recursive: true, encoding: "utf8" })) {
    if (/\.(js|mjs|cjs|ts|mts|cts)\.map$/.test(path)) rmSync(join(modules, path));
  }
}
