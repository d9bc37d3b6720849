import { posix } from "node:path";

/** Files of the repository that have a page of their own on the site, beside those of docs/. */
const PROJECT_PAGES: Readonly<Record<string, string>> = {
  "CONTRIBUTING.md": "project/contributing.md",
  "CHANGELOG.md": "project/changelog.md",
  "SECURITY.md": "project/security.md",
  "models/bundled/MODEL_CARD.md": "project/bundled-model.md",
  "README.md": "index.md",
};

/**
 * Where a file of the repository stands among the pages of the site: docs/ is their root, a README.md is the page of
 * its folder, a notebook is under notebooks/, and sources are under source/.
 */
export function pageAddress(file: string, isFolder: boolean): string {
  const known = PROJECT_PAGES[file];
  if (known !== undefined) return known;
  if (file.startsWith("docs/")) {
    const page = file.slice("docs/".length);
    return posix.basename(page) === "README.md"
      ? posix.join(posix.dirname(page), "index.md")
      : page;
  }
  if (isFolder) return `source/${file}/index.md`;
  if (file.endsWith(".ipynb")) return `${file.slice(0, -".ipynb".length)}.md`;
  // VitePress passes over folders whose names begin with a dot.
  const place = `source/${file.replaceAll(/(^|\/)\./g, "$1")}`;
  return file.endsWith(".md") ? place : `${place}.md`;
}

/** The way from one page to another. */
export function wayBetween(from: string, to: string): string {
  const way = posix.relative(posix.dirname(from), to);
  return way.startsWith(".") ? way : `./${way}`;
}
