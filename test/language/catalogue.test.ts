import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { LANGUAGES, loadCatalogue, type TextKey } from "../../src/language/index.ts";

/** A part of a text: its kind, the value that it names, and what is said for each case. */
interface Part {
  readonly type: number;
  readonly value?: string;
  readonly pluralType?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly children?: readonly Part[];
}

const ROOT = resolve(import.meta.dirname, "../..");
const PLURAL = 6;
/** Cases that may be said by their number. */
const NUMBERS = [
  ["zero", "=0"],
  ["one", "=1"],
  ["two", "=2"],
] as const;

/** Text, and the # of a plural, name no value. */
const NAMELESS = [0, 7];

const CATALOGUES = await Promise.all(LANGUAGES.map(loadCatalogue));
const ENGLISH = CATALOGUES[LANGUAGES.indexOf("en")] ?? raise("there is no English");
const KEYS = Object.keys(ENGLISH) as TextKey[];

describe.each(LANGUAGES.map((language, index) => [language, index] as const))(
  "%s",
  (language, index) => {
    const catalogue = CATALOGUES[index] ?? raise("it has no texts");

    test("speaks of the same values as English", () => {
      const others = KEYS.filter(
        (key) => String(valuesOf(catalogue[key])) !== String(valuesOf(ENGLISH[key])),
      );
      expect(others).toEqual([]);
    });

    test("has every plural that it needs", () => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      // "Un millón de": no text counts as far.
      const needed = pluralCategories.filter((one) => language !== "es" || one !== "many");
      const lacking = KEYS.flatMap((key) =>
        partsOf(catalogue[key])
          .filter(({ type, pluralType }) => type === PLURAL && pluralType === "cardinal")
          .flatMap(({ options = {} }) =>
            needed.filter((category) => !isSaid(options, category)).map((one) => `${key}: ${one}`),
          ),
      );
      expect(lacking).toEqual([]);
    });
  },
);

test("every text is used", () => {
  const code = ["web/src", "src"]
    .flatMap((folder) => sources(join(ROOT, folder)))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const named = new Set(code.match(/(?<=["'])[\w.]+(?=["'])/g));
  // Names that are made of a code or a state, e.g. `urgency.${urgency}.why`.
  const made = Array.from(
    new Set(
      code.match(/(?<=`)[\w.]+\.\$\{[\w.]+\}[\w.]*(?=`)|(?<=`)\w+\.[\w.]*\$\{[\w.]+\}[\w.]*(?=`)/g),
    ),
    (template) => new RegExp(`^${template.replaceAll(".", "\\.").replace(/\$\{.*?\}/g, "\\w+")}$`),
  );
  expect(made.length).toBeGreaterThan(10);
  const unused = KEYS.filter((key) => !named.has(key) && !made.some((name) => name.test(key)));
  expect(unused).toEqual([]);
});

function isSaid(options: NonNullable<Part["options"]>, category: string): boolean {
  return category in options || NUMBERS.some(([name, one]) => name === category && one in options);
}

/** The names in a text's braces, in their order of the alphabet. */
function valuesOf(text: string): string[] {
  const names = partsOf(text)
    .filter(({ type }) => !NAMELESS.includes(type))
    .flatMap(({ value }) => value ?? []);
  return [...new Set(names)].sort();
}

/** All parts of a text, those within its cases too. */
function partsOf(text: string): readonly Part[] {
  const all: Part[] = [];
  const visit = (parts: readonly Part[]) => {
    for (const part of parts) {
      all.push(part);
      for (const { value } of Object.values(part.options ?? {})) visit(value);
      visit(part.children ?? []);
    }
  };
  visit(new IntlMessageFormat(text, "en").getAst() as readonly Part[]);
  return all;
}

function sources(folder: string): string[] {
  if (folder === join(ROOT, "src/language")) {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name));
  }
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function raise(reason: string): never {
  throw new Error(reason);
}
