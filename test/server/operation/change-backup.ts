import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { Header, list } from "tar";

/** A part of a backup, in memory. */
export interface ChangedPart {
  readonly path: string;
  readonly content: Buffer;
  /** As tar calls it. */
  readonly type?: "File" | "SymbolicLink" | "Link" | "Directory";
  readonly linkpath?: string;
}

/** The parts of a backup, as another program than ours reads them. */
export async function partsOf(file: string): Promise<ChangedPart[]> {
  const parts: ChangedPart[] = [];
  await list({
    file,
    onReadEntry: (entry) => {
      const chunks: Buffer[] = [];
      entry.on("data", (chunk) => chunks.push(chunk as Buffer));
      entry.on("end", () => parts.push({ path: entry.path, content: Buffer.concat(chunks) }));
    },
  });
  return parts;
}

/** Writes parts as a tar file. */
export async function writeParts(file: string, parts: readonly ChangedPart[]): Promise<void> {
  const blocks = parts.flatMap(({ path, content, type = "File", linkpath }) => {
    const header = Buffer.alloc(512);
    new Header({ path, size: content.length, mode: 0o600, type, linkpath }).encode(header);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  await writeFile(file, Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** Changes a part, and the manifest so that it fits: as somebody does who knows the format. */
export function changed(
  parts: readonly ChangedPart[],
  path: string,
  change: (text: string) => string,
): ChangedPart[] {
  const others = parts.map((part) =>
    part.path === path
      ? { ...part, content: Buffer.from(change(part.content.toString("utf8"))) }
      : part,
  );
  const content = others.find((part) => part.path === path)?.content ?? Buffer.alloc(0);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return others.map((part) => {
    if (part.path !== "manifest.json" || path === "manifest.json") return part;
    const manifest = JSON.parse(part.content.toString("utf8").split("\n")[0] ?? "");
    for (const one of manifest.parts) {
      if (one.path === path) Object.assign(one, { sha256, bytes: content.length });
    }
    const line = JSON.stringify(manifest);
    const hash = createHash("sha256").update(line).digest("hex");
    return { ...part, content: Buffer.from(`${line}\n${hash}\n`) };
  });
}
