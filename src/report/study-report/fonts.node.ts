import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the font's files are: SIL Open Font License 1.1. */
const PACKAGE = "@fontsource-variable/noto-sans-arabic";

/** The parts of the font that pages need: which letters make a page need one, and which it has. */
const PARTS = [
  {
    name: "latin",
    needed: /./,
    range:
      "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212, U+FEFF, U+FFFD",
  },
  {
    name: "latin-ext",
    needed: /[\u0100-\u02ff\u1e00-\u1eff]/,
    range:
      "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF",
  },
  {
    name: "arabic",
    needed: /[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/,
    range:
      "U+0600-06FF, U+0750-077F, U+0870-08FF, U+200C-200E, U+2010-2011, U+204F, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC",
  },
] as const;

const rules = new Map<string, string>();

/**
 * Style rules that bring a page's letters along, so that it looks the same anywhere and Arabic is joined even where
 * the machine has no font for it. Only the parts that the content needs.
 */
export function fontsFor(content: string): string {
  return PARTS.filter(({ needed }) => needed.test(content))
    .map(ruleOf)
    .join("\n");
}

function ruleOf({ name, range }: (typeof PARTS)[number]): string {
  const known = rules.get(name);
  if (known !== undefined) return known;
  const file = import.meta.resolve(`${PACKAGE}/files/noto-sans-arabic-${name}-wght-normal.woff2`);
  const bytes = readFileSync(fileURLToPath(file)).toString("base64");
  const rule = `@font-face { font-family: "Noto Sans Arabic Variable"; font-style: normal; font-weight: 100 900; src: url(data:font/woff2;base64,${bytes}) format("woff2-variations"); unicode-range: ${range}; }`;
  rules.set(name, rule);
  return rule;
}
