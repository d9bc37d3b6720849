import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { ADAPTERS, findAdapter, recognizeDataset } from "../../../src/dataset/adapters/index.ts";
import { describeMeaning, type LabelMap } from "../../../src/dataset/label-map.ts";
import { makeTree } from "./tree.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const SOURCE = join(ROOT, "src/dataset/adapters");
const NO_ADAPTERS = ["provider-folder.node.ts", "registry.node.ts"];

describe("the adapters", () => {
  test("each file that loads a data set is in the registry and has a test with a made-up tree", () => {
    const names = readdirSync(SOURCE)
      .filter((file) => file.endsWith(".node.ts") && !NO_ADAPTERS.includes(file))
      .map((file) => file.replace(".node.ts", ""));
    expect(ADAPTERS.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const name of names) {
      const text = readFileSync(join(import.meta.dirname, `${name}.test.ts`), "utf8");
      expect(text, name).toMatch(/const TREE: Tree = \{/);
      expect(text, name).toContain("loadTree(");
    }
  });

  test("are found by name; a misspelt one is told what was meant, and what there is", () => {
    for (const adapter of ADAPTERS) expect(findAdapter(adapter.name)).toBe(adapter);
    expect(() => findAdapter("chexpret")).toThrow(
      '"chexpret" is not a data set that Thorascope knows. Did you mean chexpert? It knows nih, chexpert, mimic-cxr,',
    );
    expect(() => findAdapter("constructor")).toThrow(
      expect.objectContaining({ code: "DATASET_UNKNOWN" }),
    );
  });

  test("recognize a folder by its tables, and none by none", async () => {
    const train = (header: string) => makeTree({ "train.csv": `${header}\n` });
    const recognized = async (folder: Promise<string>) =>
      (await recognizeDataset(await folder))?.name;
    expect(await recognized(train("Path,Sex,Age,No Finding,Enlarged Cardiomediastinum"))).toBe(
      "chexpert",
    );
    expect(await recognized(train("image_id,class_name,class_id,rad_id,x_min"))).toBe("vindr-cxr");
    expect(await recognized(train("file,Mass"))).toBe("folder");
    expect(await recognized(train("colour,price"))).toBeUndefined();
    expect(await recognized(makeTree({ "train.csv": "" }))).toBeUndefined();
    expect(await recognized(makeTree({ "mimic-cxr-2.0.0-negbio.csv.gz": "" }))).toBe("mimic-cxr");
  });

  test("an absent folder is an error, not an unknown data set", async () => {
    await expect(recognizeDataset("/nowhere/at/all")).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
  });
});

describe("docs/datasets.md", () => {
  const page = readFileSync(join(ROOT, "docs/datasets.md"), "utf8");

  test.each(ADAPTERS)("has $name with its citation and its download page", (adapter) => {
    const section = sectionOf(page, adapter.title);
    expect(section).toContain(`\`--dataset ${adapter.name}\``);
    if (adapter.name !== "folder") {
      expect(section).toContain(adapter.citation);
      expect(section).toContain(adapter.download);
    }
  });

  test.each(ADAPTERS)("says of $name what maps to what, as the code has it", (adapter) => {
    const rows = [...sectionOf(page, adapter.title).matchAll(/^\| (.+?) \| (.+?) \|$/gm)]
      .map(([, meaning, labels]) => `${meaning}: ${labels}`)
      .filter((row) => !/^(-+|meaning): /.test(row));
    expect(rows).toEqual(tableOf(adapter.labelMap));
  });
});

function sectionOf(page: string, title: string): string {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`));
  if (section === undefined) throw new Error(`docs/datasets.md has no section "${title}"`);
  return section;
}

/** A row per meaning, with the labels that have it, in the map's order. */
function tableOf(map: LabelMap): string[] {
  const rows = new Map<string, string[]>();
  for (const [label, meaning] of Object.entries(map)) {
    const words = describeMeaning(meaning);
    rows.set(words, [...(rows.get(words) ?? []), label]);
  }
  return [...rows].map(([words, labels]) => `${words}: ${labels.join(", ")}`);
}
