import { execFileSync } from "node:child_process";

/**
 * Runs npm in a folder and returns what it printed.
 *
 * @throws Error with what npm said if it fails.
 */
export function npm(folder: string, ...args: readonly string[]): string {
  return execFileSync("npm", args, {
    cwd: folder,
    // What an outer `npm run` tells its children about its own package is not true of this one.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 * 2 ** 20,
    shell: process.platform === "win32",
  });
}

/** A tarball that npm fetched or made. */
export interface Tarball {
  readonly filename: string;
  readonly integrity: string;
  readonly size: number;
  readonly unpackedSize: number;
}

/** `npm pack`: fetches a package (npm compares it with the registry's hash), or packs the folder itself. */
export function pack(folder: string, destination: string, what = "."): Tarball {
  const [tarball] = JSON.parse(
    npm(folder, "pack", what, "--json", "--loglevel=error", "--pack-destination", destination),
  );
  return tarball;
}
