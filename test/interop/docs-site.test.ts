import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SITE } from "../../scripts/docs/site-folders.ts";
import { thorascope } from "../cli/run-command.ts";
import { type Crawl, crawl } from "./docs-site/crawl.ts";
import { serveFolder } from "./docs-site/serve-folder.ts";
import { axeViolations, launchChromium } from "./reading-room/reading-room.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** A page of each kind: home, a quick start with a recording, a guide with tables, a generated one. */
const SEEN = ["", "start/researcher.html", "reading.html", "reference/command-line.html"];

/** A phone's width and a desk's, by night and by day. */
const VIEWS = [
  [390, "dark"],
  [1440, "light"],
] as const;

let site: Crawl;
beforeAll(() => {
  // A broken link between Markdown pages fails here.
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/build-docs.ts"],
    { cwd: ROOT, encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  site = crawl(SITE);
});

describe("the built site", () => {
  test("has no link, anchor or picture that leads nowhere", () => {
    expect(site.references.length).toBeGreaterThan(1000);
    expect(site.broken()).toEqual([]);
  });

  test("loads nothing from another origin", () => {
    const loaded = site.references.filter(
      ({ tag, target }) => tag !== "a" && /^(https?:)?\/\//.test(target),
    );
    expect(loaded).toEqual([]);
    const styles = readdirSync(join(SITE, "assets")).filter((name) => name.endsWith(".css"));
    expect(styles).not.toEqual([]);
    for (const name of styles)
      expect(readFileSync(join(SITE, "assets", name), "utf8")).not.toMatch(
        /url\(["']?(https?:)?\/\//,
      );
  });

  test("every page of docs/ can be reached from another page", () => {
    const linked = new Set(
      site.references.map(({ page, target }) => new URL(target, `http://site/${page}`).pathname),
    );
    const lost = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.startsWith("."))
      .map((name) => `/${name.replace(/README\.md$/, "index.md").replace(/\.md$/, ".html")}`)
      .filter((page) => page !== "/index.html" && !linked.has(page.replace(/index\.html$/, "")))
      .filter((page) => !linked.has(page));
    expect(lost).toEqual([]);
  });

  test("has every command that the program's own help lists", () => {
    const page = readFileSync(join(SITE, "reference/command-line.html"), "utf8");
    const [, list = ""] = thorascope("--help").stdout.split("Commands:");
    const commands = [...list.matchAll(/^ {2}([a-z]+) .*\S/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(12);
    for (const name of commands)
      if (name !== "help" && name !== "thorascope") expect(page).toContain(`id="${name}"`);
  });

  test("has a page for each door of the package, and the API's routes", () => {
    const { exports }: { exports: Record<string, unknown> } = JSON.parse(
      readFileSync(join(ROOT, "package.json"), "utf8"),
    );
    for (const door of Object.keys(exports)) {
      if (door.endsWith(".json")) continue;
      const name = door === "." ? "thorascope" : door.slice(2);
      expect(site.pages).toContain(`reference/library/${name}.html`);
    }
    const routes = readFileSync(join(SITE, "reference/http.html"), "utf8");
    for (const route of ["POST /api/studies", "GET /api/events", "GET /healthz"])
      expect(routes).toContain(`<code>${route}</code>`);
  });
});

describe("seen in Chromium", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    server = await serveFolder(SITE);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.stop();
  });

  test.each(SEEN)("/%s: asks nobody else, fits a phone, everybody can use it", async (path) => {
    const page = await browser.newPage();
    const foreign: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(server.origin) && !url.startsWith("data:")) foreign.push(url);
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (line) => {
      if (line.type() === "error") errors.push(line.text());
    });
    const overhang = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    for (const [width, colorScheme] of VIEWS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`${server.origin}/${path}`, { waitUntil: "networkidle" });
      expect(await page.title()).toContain("Thorascope");
      expect(await page.evaluate(overhang)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
    }
    expect({ foreign, errors }).toEqual({ foreign: [], errors: [] });
    await page.close();
  });

  test("its search works without network, and a recording stands still until asked", async () => {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/start/researcher.html`, { waitUntil: "networkidle" });
    const recording = page.locator("details.recording").first();
    await expect.poll(() => recording.locator("> img").isVisible()).toBe(false);
    await recording.locator("summary").click();
    await expect.poll(() => recording.locator("> img").isVisible()).toBe(true);
    await page.keyboard.press("Control+k");
    await page.locator("#localsearch-input").fill("pneumothorax sensitivity");
    await page.locator("#localsearch-list a").first().waitFor();
    await page.close();
  });
});
