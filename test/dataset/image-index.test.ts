import { linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { indexImages } from "../../src/dataset/index.ts";
import { temporaryFolder } from "./radiograph-files.ts";

test("a folder below may hold more images than a call can take arguments", async () => {
  const folder = temporaryFolder();
  const below = join(folder, "train");
  mkdirSync(below);
  // A file may have some 65,000 names.
  const files = ["0.png", "1.png", "2.png"].map((name) => join(below, name));
  for (const file of files) writeFileSync(file, "");
  for (let index = 3; index < 130_000; index++)
    linkSync(files[index % 3] ?? "", join(below, `${index}.png`));
  expect((await indexImages([folder])).paths).toHaveLength(130_000);
});

test("images are found by as many of their folders as the table names", async () => {
  const folder = temporaryFolder();
  for (const below of ["p1/s1", "p2/s1", ".hidden"])
    mkdirSync(join(folder, below), { recursive: true });
  for (const file of ["p1/s1/view.jpg", "p2/s1/view.jpg", "p2/alone.PNG", "p2/list.csv"])
    writeFileSync(join(folder, file), "");
  writeFileSync(join(folder, ".hidden/secret.png"), "");
  symlinkSync(join(folder, "p2/alone.PNG"), join(folder, "linked.png"));
  symlinkSync(join(folder, "nowhere.png"), join(folder, "broken.png"));
  const images = await indexImages([folder]);
  expect(images.find("p2/s1/view.jpg")).toEqual([join(folder, "p2/s1/view.jpg")]);
  expect(images.find("view.jpg")).toHaveLength(2);
  expect(images.find("alone.PNG")).toEqual([join(folder, "p2/alone.PNG")]);
  expect(images.find("2/s1/view.jpg")).toEqual([]);
  expect(images.find("p3/s1/view.jpg")).toEqual([]);
  expect(images.paths).toEqual(
    ["linked.png", "p1/s1/view.jpg", "p2/alone.PNG", "p2/s1/view.jpg"].map((file) =>
      join(folder, file),
    ),
  );
});
