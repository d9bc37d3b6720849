import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../dataset/radiograph-files.ts";
import { thorascope } from "./run-command.ts";

const BUNDLED = "models/bundled";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const read = (...names: string[]) => readFileSync(join(...names), "utf8");

describe("thorascope models card", () => {
  test("writes the bundled model's card as it is committed, elsewhere if told so", () => {
    const out = join(folder, "card");
    const { code, stdout } = thorascope("models", "card", "--out", out);
    expect(code).toBe(0);
    expect(stdout).toBe(`${join(out, "MODEL_CARD.md")}\n${join(out, "MODEL_CARD.html")}\n`);
    for (const name of ["MODEL_CARD.md", "MODEL_CARD.html"])
      expect(read(out, name) === read(BUNDLED, name)).toBe(true);
  });

  test("takes further evaluations, as evaluate prints them", () => {
    const model = copied();
    const labels = join(folder, "labels.csv");
    const images = join(folder, "images");
    mkdirSync(images);
    const names = ["synthetic-01-normal.png", "synthetic-02-nodule.png"];
    for (const name of names) cpSync(join("samples", name), join(images, name));
    writeFileSync(
      labels,
      `file,patient,sex,Effusion\n${names.map((name, index) => `${name},p${index},F,${index}`).join("\n")}\n`,
    );
    const printed = thorascope(
      ...["evaluate", "--dataset", "folder", "--labels", labels, "--images", images],
      ...["--model", model, "--replicates", "10", "--json", "--quiet"],
    );
    expect(printed.code).toBe(0);
    const file = join(folder, "elsewhere.json");
    writeFileSync(file, printed.stdout);
    const { code } = thorascope("models", "card", model, "--evaluation", file);
    expect(code).toBe(0);
    const { dataset } = JSON.parse(printed.stdout).population;
    expect(read(model, "MODEL_CARD.md")).toContain(`| ${dataset} | ${names.length} |`);
    expect(read(model, "MODEL_CARD.html")).toContain(`At the operating points. ${dataset}`);
    // The same file twice is one population.
    mkdirSync(join(model, "evaluation"), { recursive: true });
    cpSync(file, join(model, "evaluation", "elsewhere.json"));
    const before = read(model, "MODEL_CARD.md");
    thorascope("models", "card", model, "--evaluation", file);
    expect(read(model, "MODEL_CARD.md")).toBe(before);
  });

  test("refuses an evaluation of another model, and writes nothing", () => {
    const model = copied();
    const other = JSON.parse(read(BUNDLED, "evaluation", "nih-val.json"));
    other.model.sha256 = "0".repeat(64);
    const file = join(folder, "other.json");
    writeFileSync(file, JSON.stringify(other));
    const before = read(model, "MODEL_CARD.md");
    const { code, stderr } = thorascope("models", "card", model, "--evaluation", file);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^EVALUATION_MISMATCH {2}.*other\.json/);
    expect(read(model, "MODEL_CARD.md")).toBe(before);
    expect(existsSync(join(model, "MODEL_CARD.html"))).toBe(false);
    const absent = thorascope("models", "card", model, "--evaluation", join(folder, "absent.json"));
    expect(absent.stderr).toMatch(/^EVALUATION_INVALID {2}.*absent\.json can't be read/);
    expect(thorascope("models", "card", folder).stderr).toMatch(/^MODEL_NOT_FOUND/);
  });
});

/** The bundled model without what lies beside it. */
function copied(): string {
  const model = join(folder, "model");
  mkdirSync(model);
  for (const name of ["model.json", "model.onnx", "MODEL_CARD.md"])
    cpSync(join(BUNDLED, name), join(model, name));
  return model;
}
