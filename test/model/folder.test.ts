import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  readModelFolder,
  writeModelFolder,
  writeNewModelFolder,
} from "../../src/model/index.node.ts";
import { exampleDescription, exampleOnnx } from "./example-model.ts";

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-model-"));
  folder = join(root, "runs", "best");
});
afterEach(() => rm(root, { recursive: true }));

describe("a model's folder", () => {
  test("comes back as it was written, with the checksum of its graph", async () => {
    const [onnx, description] = [exampleOnnx(), exampleDescription()];
    const written = await writeModelFolder(folder, onnx, description, "# Card\n");
    const sha256 = createHash("sha256").update(onnx).digest("hex");
    expect(written).toEqual({ ...description, graph: { file: "model.onnx", sha256 } });
    const read = await readModelFolder(folder);
    expect(read.description).toEqual(written);
    expect(read.folder).toBe(folder);
    expect(Buffer.compare(read.onnx, onnx)).toBe(0);
    expect(await readFile(join(folder, "MODEL_CARD.md"), "utf8")).toBe("# Card\n");
    // Nothing temporary stays.
    expect((await readdir(folder)).sort()).toEqual(["MODEL_CARD.md", "model.json", "model.onnx"]);
  });

  test("replaces an older model as a whole", async () => {
    await writeModelFolder(folder, exampleOnnx(), exampleDescription(), "old");
    const newer = { ...exampleDescription(), version: "5.0.0" };
    await writeModelFolder(folder, exampleOnnx(2), newer, "new");
    const read = await readModelFolder(folder);
    expect(read.description.version).toBe("5.0.0");
    expect(Buffer.compare(read.onnx, exampleOnnx(2))).toBe(0);
  });

  test("is refused where its graph is another one, with both checksums", async () => {
    await writeModelFolder(folder, exampleOnnx(), exampleDescription(), "");
    const other = exampleOnnx();
    other[other.length >> 1] = (other[other.length >> 1] ?? 0) ^ 1;
    await writeFile(join(folder, "model.onnx"), other);
    const sums = [exampleOnnx(), other].map((bytes) =>
      createHash("sha256").update(bytes).digest("hex"),
    );
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      name: "ModelError",
      code: "MODEL_CHECKSUM",
      fields: { expected: sums[0], actual: sums[1] },
    });
  });

  test.each(["model.json", "model.onnx"])("is refused without its %s, by name", async (file) => {
    await writeModelFolder(folder, exampleOnnx(), exampleDescription(), "");
    await unlink(join(folder, file));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: expect.stringContaining(join(folder, file)),
    });
  });

  test("that is not there is refused", async () => {
    await expect(readModelFolder(join(root, "none"))).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
    });
  });
});

describe("a new model's folder", () => {
  test("appears whole, and never where something is", async () => {
    const again = () =>
      writeNewModelFolder(folder, exampleOnnx(), exampleDescription(), "# Card\n");
    await again();
    expect((await readModelFolder(folder)).description.name).toBe("example");
    await expect(again()).rejects.toMatchObject({ code: "MODEL_EXISTS" });
    expect(await readdir(join(root, "runs"))).toEqual(["best"]);
    const file = join(root, "file");
    await writeFile(file, "");
    await expect(
      writeNewModelFolder(file, exampleOnnx(), exampleDescription(), ""),
    ).rejects.toMatchObject({ code: "MODEL_EXISTS" });
  });

  test("may be an empty one, and nothing stays of one that could not be written", async () => {
    await mkdir(folder, { recursive: true });
    const circular: Record<string, unknown> = { ...exampleDescription() };
    circular.self = circular;
    await expect(writeNewModelFolder(folder, exampleOnnx(), circular as never, "")).rejects.toThrow(
      /circular/i,
    );
    expect(await readdir(join(root, "runs"))).toEqual(["best"]);
    expect(await readdir(folder)).toEqual([]);
    await writeNewModelFolder(folder, exampleOnnx(), exampleDescription(), "");
    expect((await readModelFolder(folder)).description.name).toBe("example");
  });
});
