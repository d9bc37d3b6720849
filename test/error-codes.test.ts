import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

test("every error code is explained in docs/errors.md, and no other is", () => {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("errors.ts") || file === "random.ts")
    .map((file) => readFileSync(join(ROOT, "src", file), "utf8"))
    .join("\n");
  const codes = new Set([...sources.matchAll(/"([A-Z]+(?:_[A-Z]+)+)"/g)].map((match) => match[1]));
  const page = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
  const explained = new Set([...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map((match) => match[1]));
  expect(codes.size).toBeGreaterThan(20);
  expect([...explained].sort()).toEqual([...codes].sort());
});
