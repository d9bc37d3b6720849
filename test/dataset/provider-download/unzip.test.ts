import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { unzip } from "../../../src/dataset/provider-download/unzip.node.ts";
import { temporaryFolder } from "../radiograph-files.ts";
import { type ZipOptions, zipOf } from "./make-zip.ts";

const FILES = { "a/long.txt": "again and ".repeat(50_000), "a/b/empty.txt": "", "c.txt": "short" };

async function unzipped(
  bytes: Buffer,
  isWanted: (name: string) => boolean = () => true,
): Promise<{ names: string[]; folder: string }> {
  const archive = join(temporaryFolder(), "archive.zip");
  writeFileSync(archive, bytes);
  const folder = temporaryFolder();
  return { names: await unzip(archive, folder, isWanted), folder };
}

describe("a ZIP archive", () => {
  test.each<[string, ZipOptions]>([
    ["deflated", {}],
    ["stored", { method: 0 }],
    ["with a comment that looks like an end", { comment: "PK\x05\x06 of the archive" }],
  ])("%s gives its files back", async (_, options) => {
    const { names, folder } = await unzipped(zipOf(FILES, options));
    expect(names).toEqual(Object.keys(FILES));
    for (const [name, contents] of Object.entries(FILES))
      expect(readFileSync(join(folder, name), "utf8")).toBe(contents);
  });

  test("gives what is wanted alone", async () => {
    const { names, folder } = await unzipped(zipOf(FILES), (name) => name.startsWith("c"));
    expect(names).toEqual(["c.txt"]);
    expect(readdirSync(folder)).toEqual(["c.txt"]);
  });

  test.each<[string, Buffer, RegExp]>([
    ["cut short", zipOf(FILES).subarray(0, -40), /no ZIP archive, or its end is missing/],
    ["that is none", Buffer.from("<html>Please sign in</html>"), /no ZIP archive/],
    ["that is empty", Buffer.alloc(0), /no ZIP archive/],
    ["whose directory lies elsewhere", zipOf(FILES).subarray(10), /directory is damaged/],
    ["encrypted", zipOf(FILES, { encrypted: true }), /a\/long\.txt is encrypted/],
    ["compressed by bzip2", zipOf(FILES, { method: 12 }), /method 12, which is not read/],
    [
      "with other bytes of the same length",
      zipOf(FILES, { damage: (bytes) => bytes.map((byte) => byte ^ 1) as Buffer }),
      /a\/long\.txt is damaged/,
    ],
    [
      "with more bytes than it says",
      zipOf(FILES, { damage: (bytes) => Buffer.concat([bytes, Buffer.from("more")]) }),
      /longer than the 500000 bytes/,
    ],
    [
      "with fewer bytes than it says",
      zipOf(FILES, { damage: (bytes) => bytes.subarray(1) }),
      /a\/long\.txt is damaged/,
    ],
    ["that leads out", zipOf({ "../evil.txt": "x" }), /outside the folder/],
    ["that leads to the root", zipOf({ "/etc/evil.txt": "x" }), /outside the folder/],
    ["that leads out on Windows", zipOf({ "a\\..\\..\\evil.txt": "x" }), /outside the folder/],
  ])("%s is refused", async (_, bytes, reason) => {
    await expect(unzipped(bytes)).rejects.toThrow(reason);
  });
});
