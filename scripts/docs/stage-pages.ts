import { cp, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join, posix } from "node:path";
import { notebookPage } from "./notebook-page.ts";
import { pageAddress, wayBetween } from "./page-address.ts";
import { rewriteLinks } from "./rewrite-links.ts";
import { PAGES, ROOT } from "./site-folders.ts";
import { folderPage, sourcePage } from "./source-page.ts";

/** Pages that are on the site whether or not another one links to them. */
const ALWAYS = ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "models/bundled/MODEL_CARD.md"];

/** What the home page and the browser's tab show, by names of the site's root. */
const HOME_PICTURES = ["web/public/icon.svg", "docs/images/reading-room-study.webp"];

/** What a page shows rather than leads to. */
const PICTURES = new Set([".png", ".webp", ".svg", ".jpg", ".gif"]);

/** Points to a place on the same page, or out of the repository. */
const ELSEWHERE = /^(#|\/|[a-z][a-z+.-]*:)/i;

/**
 * Copies the pages of docs/ to where VitePress reads them, and with them whatever file of the repository they lead to:
 * on GitHub such a link opens that file, on the site a page that shows it.
 */
export async function stagePages(): Promise<void> {
  const docs = await readdir(join(ROOT, "docs"), { recursive: true });
  const waiting = [
    ...ALWAYS,
    ...docs
      .map((name) => posix.join("docs", name))
      .filter((name) => name.endsWith(".md") && !name.startsWith("docs/.vitepress/")),
  ];
  const seen = new Set(waiting);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const { address, text, linked } = await stagedPage(file);
    await write(address, text);
    for (const other of linked) {
      if (seen.has(other)) continue;
      seen.add(other);
      if (PICTURES.has(extname(other))) await copyPicture(other);
      else waiting.push(other);
    }
  }
  await mkdir(join(PAGES, "public"), { recursive: true });
  for (const picture of HOME_PICTURES)
    await cp(join(ROOT, picture), join(PAGES, "public", posix.basename(picture)));
}

interface StagedPage {
  readonly address: string;
  readonly text: string;
  /** Files of the repository that it leads to. */
  readonly linked: readonly string[];
}

async function stagedPage(file: string): Promise<StagedPage> {
  const isFolder = (await stat(join(ROOT, file))).isDirectory();
  const address = pageAddress(file, isFolder);
  if (isFolder) return folderPage(file, address);
  const content = await readFile(join(ROOT, file), "utf8");
  const isNotebook = file.endsWith(".ipynb");
  if (!isNotebook && !file.endsWith(".md")) return sourcePage(file, address, content);
  const markdown = isNotebook ? await notebookPage(content, join(PAGES, address)) : content;
  const linked: string[] = [];
  const text = await withLinksOfTheSite(markdown, file, address, linked);
  return { address, text, linked };
}

/** Links lead to pages of the site; the files that they led to are put into `linked`. */
async function withLinksOfTheSite(
  markdown: string,
  file: string,
  address: string,
  linked: string[],
): Promise<string> {
  const folders = new Set<string>();
  const targets: string[] = [];
  rewriteLinks(markdown, (target) => {
    targets.push(target);
    return target;
  });
  for (const target of targets.filter((one) => !ELSEWHERE.test(one))) {
    const other = fileOf(target, file);
    if (isMadeLater(other)) continue;
    // Fails where there is no such file: that is a broken link.
    if ((await stat(join(ROOT, other))).isDirectory()) folders.add(other);
    linked.push(other);
  }
  return rewriteLinks(markdown, (target) => {
    if (ELSEWHERE.test(target)) return target;
    const other = fileOf(target, file);
    const { hash } = new URL(target, "file:///");
    const place = PICTURES.has(extname(other))
      ? pictureAddress(other)
      : pageAddress(other, folders.has(other));
    return `${wayBetween(address, place)}${hash}`;
  });
}

/** Beside a notebook's page lie the pictures that it showed. */
function isMadeLater(file: string): boolean {
  return /^notebooks\/[^/]+-outputs\//.test(file);
}

function fileOf(target: string, page: string): string {
  const [path = ""] = target.split("#");
  return posix.normalize(posix.join(posix.dirname(page), decodeURI(path))).replace(/\/$/, "");
}

function pictureAddress(file: string): string {
  return file.startsWith("docs/") ? file.slice("docs/".length) : file;
}

/** Beside a recording lies the still picture that stands for it. */
async function copyPicture(file: string): Promise<void> {
  if (/\brecording-[a-z-]+(?<!-still)\.webp$/.test(file))
    await copyPicture(file.replace(".webp", "-still.webp"));
  const to = join(PAGES, pictureAddress(file));
  await mkdir(dirname(to), { recursive: true });
  await cp(join(ROOT, file), to);
}

async function write(address: string, text: string): Promise<void> {
  const to = join(PAGES, address);
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, text);
}
