import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "./targets.ts";

const BINARY = /(\.(node|dll|exe|dylib|so)|\.so\.[\d.]+|runtime[\\/]node)$/;

/** Bytes at the head of a file that say for which kind of system and processor it is. */
const HEAD_BYTES = 512;

/**
 * Compares the head of every binary below a folder with the target.
 *
 * @throws Error naming a binary that another system would load.
 */
export function checkBinaries(target: Target, folder: string): void {
  const expected = `${target.os} ${target.cpu}`;
  const binaries = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    BINARY.test(path),
  );
  for (const path of binaries) {
    const found = systemOf(headOf(join(folder, path)));
    if (found !== expected)
      throw new Error(`${path} is for ${found ?? "no known system"}, not for ${expected}.`);
  }
}

/** By the formats' own headers: ELF (e_machine), Mach-O (cputype), Portable Executable (Machine). */
function systemOf(head: Buffer): string | null {
  if (head.toString("latin1", 0, 4) === "\x7fELF") {
    return { 62: "linux x64", 183: "linux arm64" }[head.readUInt16LE(18)] ?? null;
  }
  if (head.readUInt32LE(0) === 0xfeedfacf) {
    return { 16777223: "darwin x64", 16777228: "darwin arm64" }[head.readUInt32LE(4)] ?? null;
  }
  if (head.toString("latin1", 0, 2) !== "MZ") return null;
  const start = head.readUInt32LE(0x3c);
  if (start + 6 > head.length || head.toString("latin1", start, start + 2) !== "PE") return null;
  return { 34404: "win32 x64", 43620: "win32 arm64" }[head.readUInt16LE(start + 4)] ?? null;
}

function headOf(path: string): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  const file = openSync(path, "r");
  readSync(file, head, 0, HEAD_BYTES, 0);
  closeSync(file);
  return head;
}
