import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where pages are, as far as links between them go. */
const HERE = "http://site";

/** An address that a page of the site names. */
export interface Reference {
  /** The page, from the site's folder. */
  readonly page: string;
  /** What names it: `a`, `img`, `link`, `script` .. */
  readonly tag: string;
  readonly target: string;
}

/** A built site: its pages, and everything that they name. */
export interface Crawl {
  readonly pages: readonly string[];
  readonly references: readonly Reference[];
  /** Links, pictures and scripts of the site that are not there, and anchors that lead nowhere. */
  broken(): string[];
}

/** Reads every page of a site's folder. */
export function crawl(folder: string): Crawl {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), "utf8")]));
  const anchors = new Map(
    [...texts].map(([page, text]) => [
      page,
      new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => decoded(id))),
    ]),
  );
  const references = [...texts].flatMap(([page, text]) => referencesOf(page, text));
  const fault = ({ page, target }: Reference): string | null => {
    const { origin, pathname, hash } = new URL(target, `${HERE}/${page}`);
    if (origin !== HERE) return null;
    const file = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!existsSync(join(folder, file))) return `${page}: ${target} is not there`;
    const anchor = decodeURIComponent(hash.slice(1));
    const known = anchors.get(file.slice(1));
    return anchor === "" || known === undefined || known.has(anchor)
      ? null
      : `${page}: ${target} leads to no place of that page`;
  };
  return {
    pages,
    references,
    broken: () => [...new Set(references.map(fault).filter((one) => one !== null))],
  };
}

function referencesOf(page: string, text: string): Reference[] {
  return [...text.matchAll(/<([a-z]+)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(
    ([, tag = "", target = ""]) => ({ page, tag, target: decoded(target) }),
  );
}

function decoded(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
