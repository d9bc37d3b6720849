import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { extract } from "tar";
import { pack } from "./npm.ts";
import { NODE_LICENCE_SOURCE, NODE_VERSION, type NodePackage, type Target } from "./targets.ts";

/**
 * Puts Node's program for a target, and its licence, into a folder `runtime`. Both come from npm's registry; npm
 * compares them with the registry's hashes, and we with those in `targets.ts`.
 *
 * @returns where the program is.
 */
export async function addNode(target: Target, folder: string, scratch: string): Promise<string> {
  const runtime = join(folder, "runtime");
  mkdirSync(runtime, { recursive: true });
  const program = target.os === "win32" ? "node.exe" : "node";
  const unpacked = await fetchNode(target.node, scratch);
  cpSync(join(unpacked, "bin", program), join(runtime, program));
  const licensed =
    target.node === NODE_LICENCE_SOURCE ? unpacked : await fetchNode(NODE_LICENCE_SOURCE, scratch);
  cpSync(join(licensed, "LICENSE"), join(runtime, "LICENSE"));
  return join(runtime, program);
}

async function fetchNode({ name, integrity }: NodePackage, scratch: string): Promise<string> {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const tarball = pack(scratch, scratch, `${name}@${NODE_VERSION}`);
  if (tarball.integrity !== integrity) {
    throw new Error(
      `${name}@${NODE_VERSION} has the hash ${tarball.integrity}; scripts/portable/targets.ts says ${integrity}. Find out why before you change either.`,
    );
  }
  await extract({
    file: join(scratch, tarball.filename),
    cwd: folder,
    strip: 1,
    filter: (path) => /^package\/(bin\/|LICENSE$)/.test(path),
  });
  return folder;
}
