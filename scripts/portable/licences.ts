import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const TEXTS = join(import.meta.dirname, "licence-texts");

const TEXT = /^(licen[cs]e|copying|notice|third.?party.?notices?)/i;

/** Where the text of a licence is whose package holds none. */
const STANDARD_TEXTS: Readonly<Record<string, readonly string[]>> = {
  MIT: ["licences/MIT.txt"],
  "LGPL-3.0-or-later": ["licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"],
  "(Apache-2.0 AND BSD-3-Clause)": ["app/LICENSE"],
};

/**
 * Writes the folder `licences`: a list of every library that the folder carries, with its version, authors, licence
 * and where the text lies, and the texts that are nowhere else.
 *
 * @throws Error for a library whose licence or text is unknown.
 */
export function addLicences(folder: string): void {
  const entries = packagesIn(join(folder, "app/node_modules")).map((path) => entry(path, folder));
  cpSync(TEXTS, join(folder, "licences"), { recursive: true });
  writeFileSync(
    join(folder, "licences/README.txt"),
    `What this folder carries, and under which licences

Thorascope
  Apache-2.0
  app/LICENSE
  app/NOTICE (what the network's weights descend from)

Node.js
  MIT, with libraries under licences of their own
  runtime/LICENSE

The page's own libraries, joined in app/dist/web
  app/dist/web/assets/licences.md

${entries.join("\n")}`,
  );
}

/** What the list says of one package. */
function entry(path: string, folder: string): string {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(path, "package.json"), "utf8"),
  );
  const licence: unknown = license?.type ?? license;
  const isLibvips = name.startsWith("@img/sharp-libvips");
  const own = readdirSync(path)
    // libvips' package lists in its README what was joined in it, and under which licences.
    .filter((file) => TEXT.test(file) || (isLibvips && file === "README.md"))
    .map((file) => relative(folder, join(path, file)).replaceAll("\\", "/"));
  const standard = own.length === 0 || isLibvips ? STANDARD_TEXTS[String(licence)] : [];
  if (typeof licence !== "string" || standard === undefined) {
    throw new Error(
      `${name} ${version} states the licence ${licence} and holds no text of it. Find the text, and add it to ${TEXTS} and STANDARD_TEXTS.`,
    );
  }
  const by = typeof author === "string" ? author : author?.name;
  return [
    `${name} ${version}${by ? `, by ${by}` : ""}`,
    ...[licence, ...own, ...standard].map((line) => `  ${line}`),
    "",
  ].join("\n");
}

/** Every package of a node_modules folder and of those inside of it, by path, in the order of names. */
function packagesIn(modules: string): string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .sort()
    .flatMap((name) => {
      const path = join(modules, name);
      if (!name.startsWith("@")) return [path];
      return readdirSync(path)
        .sort()
        .map((one) => join(path, one));
    })
    .flatMap((path) => [path, ...packagesIn(join(path, "node_modules"))]);
}
