import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { TrainedModelDescription } from "../src/model/index.ts";

const ROOT = resolve(import.meta.dirname, "..");
const pages = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map((name) => join(ROOT, name)),
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(ROOT, "docs", name)),
];

describe("documents", () => {
  test.each(pages.map((page) => relative(ROOT, page)))(
    "every link in %s leads somewhere",
    (page) => {
      const text = readFileSync(join(ROOT, page), "utf8");
      const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? "");
      const broken = targets.filter((target) => !existsSync(resolve(ROOT, dirname(page), target)));
      expect(broken).toEqual([]);
    },
  );

  test("the README's figures are the bundled model's", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const { evaluation } = JSON.parse(
      readFileSync(join(ROOT, "models/bundled/model.json"), "utf8"),
    ) as TrainedModelDescription;
    for (const mean of [
      evaluation.crossValidation.meanAurocOfFrequent,
      evaluation.heldOut?.meanAuroc,
    ]) {
      expect(mean).toBeTruthy();
      const { value, interval } = mean ?? { value: Number.NaN, interval: null };
      expect(readme).toContain(value.toFixed(3));
      expect(readme).toContain(`${interval?.low.toFixed(3)} to ${interval?.high.toFixed(3)}`);
    }
  });
});
