import { appendFileSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openExaminationCache } from "../../../src/dataset/verification/examination-cache.node.ts";
import { examineImage } from "../../../src/dataset/verification/examine.node.ts";
import { temporaryFolder, writeRadiographs } from "../radiograph-files.ts";

/** Looks images up, and tells what was seen and which had to be looked at. */
async function lookUp(file: string, paths: readonly string[]) {
  const cache = await openExaminationCache(file);
  const looked: string[] = [];
  const seen = [];
  for (const path of paths)
    seen.push(
      await cache.lookUp(path, () => {
        looked.push(path);
        return examineImage(path);
      }),
    );
  await cache.close();
  return { looked, seen };
}

async function images(count: number) {
  const folder = temporaryFolder();
  return {
    file: join(folder, "seen", "cache.jsonl"),
    paths: await writeRadiographs(folder, count),
  };
}

describe("what was seen of images", () => {
  test("is the same the second time, without a look", async () => {
    const { file, paths } = await images(3);
    const text = join(temporaryFolder(), "text.png");
    writeFileSync(text, "not an image");
    const first = await lookUp(file, [...paths, text]);
    expect(first.looked).toEqual([...paths, text]);
    const second = await lookUp(file, [...paths, text]);
    expect(second.looked).toEqual([]);
    expect(second.seen).toEqual(first.seen);
    expect(second.seen[0]).toMatchObject({ perceptualHash: expect.any(Uint32Array) });
    expect(second.seen[3]).toMatchObject({ refusal: { code: "NOT_AN_IMAGE" } });
  });

  test("counts no more once the file is another, or is there at last", async () => {
    const { file, paths } = await images(3);
    const [one = "", two = "", three = ""] = paths;
    const absent = join(temporaryFolder(), "absent.png");
    const first = await lookUp(file, [...paths, absent]);
    expect(first.seen[3]).toMatchObject({ refusal: { code: "FILE_UNREADABLE" } });
    const bytes = readFileSync(one);
    writeFileSync(one, readFileSync(two));
    utimesSync(three, 1_000_000, 1_000_000);
    writeFileSync(absent, bytes);
    const second = await lookUp(file, [...paths, absent]);
    expect(second.looked).toEqual([one, three, absent]);
    expect(second.seen[0]).toEqual(first.seen[1]);
    expect(second.seen[3]).toEqual(first.seen[0]);
    expect((await lookUp(file, [...paths, absent])).looked).toEqual([]);
  });

  test("survives a run that was cut off in the middle of a line", async () => {
    const { file, paths } = await images(3);
    await lookUp(file, paths.slice(0, 2));
    appendFileSync(file, '{"path":"/somewhere/else.png","bytes":12');
    expect((await lookUp(file, paths)).looked).toEqual(paths.slice(2));
    expect((await lookUp(file, paths)).looked).toEqual([]);
  });

  test("by another version counts no more", async () => {
    const { file, paths } = await images(1);
    await lookUp(file, paths);
    writeFileSync(file, readFileSync(file, "utf8").replace('"version":1', '"version":0'));
    expect((await lookUp(file, paths)).looked).toEqual(paths);
    expect((await lookUp(file, paths)).looked).toEqual([]);
  });

  test.each(["file,Mass\na.png,1\n", '{"version":1}\n', "no line end"])(
    "is not looked for in another file, which is left as it is: %j",
    async (contents) => {
      const file = join(temporaryFolder(), "labels.csv");
      writeFileSync(file, contents);
      await expect(openExaminationCache(file)).rejects.toMatchObject({
        code: "CACHE_FOREIGN",
        message: expect.stringContaining("labels.csv"),
      });
      expect(readFileSync(file, "utf8")).toBe(contents);
    },
  );
});
