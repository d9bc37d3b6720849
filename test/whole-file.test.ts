import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeWhole } from "../src/whole-file.node.ts";

test("of many that write a file at once, each finds it written, and one of them whole", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-whole-"));
  try {
    const path = join(folder, "deep", "head");
    const contents = Array.from({ length: 40 }, (_, number) => `${number} `.repeat(10_000));
    await Promise.all(contents.map((content) => writeWhole(path, content)));
    expect(contents).toContain(await readFile(path, "utf8"));
    expect(await readdir(join(folder, "deep"))).toEqual(["head"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
