import { readFileSync } from "node:fs";

const DOCUMENT = new URL("../../docs/engine.md", import.meta.url);

/**
 * Operators that every execution provider we train on has, of those that gradients are made of: the list in
 * docs/engine.md, which names its sources.
 */
export const PROVIDED_BY_ALL: ReadonlySet<string> = new Set(listed(readFileSync(DOCUMENT, "utf8")));

/** The names on the one line of the section that is made of them alone. */
function listed(text: string): string[] {
  const [, section = ""] = text.split("## Operators that every provider has");
  const line = section.split("\n").find((one) => /^(`\w+` ?)+$/.test(one)) ?? "";
  const names = [...line.matchAll(/`(\w+)`/g)].flatMap(([, name]) => name ?? []);
  if (names.length === 0) throw new Error("docs/engine.md has no list of operators.");
  return names;
}
