import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import { type ReadingRoom, type ReadingRoomOptions, startReadingRoom } from "./reading-room.ts";

/** An image as the API describes it, as far as tests of the viewer need it. */
export interface SentImage {
  readonly id: string;
  readonly fileName: string;
}

/** What the viewer is to show; `drawing`: whether boxes are drawn. */
export interface Wanted {
  readonly image: SentImage;
  readonly prior: { readonly image: SentImage; readonly label: string } | null;
  readonly heatmap: { readonly finding: string; readonly opacity: number } | null;
  readonly boxes: readonly {
    readonly id: string;
    readonly box: number[];
    readonly label: string;
  }[];
  readonly drawing: boolean;
}

/** A viewer of its own on the server's origin, with the server's rules for content. */
export interface ViewerRoom {
  readonly room: ReadingRoom;
  readonly page: Page;
  readonly images: readonly SentImage[];
  /** Opens the page anew, with or without WebGL. */
  open(graphics: "webgl" | "none"): Promise<void>;
  /** Shows an image, and waits until it is drawn. */
  show(image: SentImage, more?: Partial<Wanted>): Promise<void>;
  /** What the rules for content forbade. */
  violations(): Promise<string[]>;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
};

/**
 * Starts a server and a page with nothing but the viewer, so that its properties can be chosen.
 *
 * The page is the one of viewer-page.js. It comes from a folder, but as if from the server: below its origin, and
 * with the same Content-Security-Policy as its own page.
 */
export async function startViewerRoom(options: ReadingRoomOptions): Promise<ViewerRoom> {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-viewer-"));
  await buildPage(folder);
  const room = await startReadingRoom(options);
  const { origin, page } = room;
  const policy = (await fetch(origin)).headers.get("content-security-policy") ?? "";
  const [, nonce = ""] = /'nonce-([^']+)'/.exec(policy) ?? [];
  await writeFile(join(folder, "viewer-page.html"), pageWith(nonce));
  await page.route(`${origin}/viewer-test/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace("/viewer-test/", "");
    await route.fulfill({
      body: await readFile(join(folder, path)),
      headers: {
        "content-type": TYPES[extname(path)] ?? "application/octet-stream",
        "content-security-policy": policy,
      },
    });
  });
  await page.addInitScript({ path: resolve(import.meta.dirname, "viewer-watch.js") });
  const list = await fetch(`${origin}/api/studies?limit=200`);
  const { items } = (await list.json()) as { items: { images: { id: string }[] }[] };
  const ids = items.flatMap((study) => study.images.map(({ id }) => id));
  const images = await Promise.all(
    ids.map(async (id) => (await (await fetch(`${origin}/api/images/${id}`)).json()) as SentImage),
  );
  return {
    room,
    page,
    images,
    async open(graphics) {
      await page.goto(`${origin}/viewer-test/viewer-page.html?${graphics}`);
    },
    async show(image, more = {}) {
      const wanted = { image, prior: null, heatmap: null, boxes: [], drawing: false, ...more };
      await page.waitForFunction(() => "show" in globalThis);
      await page.evaluate(`show(${JSON.stringify(wanted)})`);
      await drawn(page);
    },
    violations: () => page.evaluate<string[]>("violations"),
    async close() {
      await room.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until every image that is shown is drawn: then it can carry marks. */
export async function drawn(page: Page): Promise<void> {
  await page.locator("svg[class*=marks]").first().waitFor();
  // Cornerstone3D draws with the next frame, React after that.
  for (let frame = 0; frame < 4; frame++) {
    await page.evaluate("new Promise((done) => requestAnimationFrame(done))");
  }
}

/** Where the viewer's first image is on the page. */
export async function surfaceOf(page: Page) {
  const box = await page.getByRole("application").first().boundingBox();
  if (box === null) throw new Error("no image is shown");
  return box;
}

/** Builds viewer-page.js as the page itself is built. */
async function buildPage(folder: string): Promise<void> {
  const source = resolve(import.meta.dirname, "viewer-page.js");
  await build({
    configFile: resolve(import.meta.dirname, "../../../web/vite.config.ts"),
    base: "/viewer-test/",
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: {
        input: source,
        output: {
          entryFileNames: "viewer-page.js",
          assetFileNames: "viewer-page[extname]",
          codeSplitting: false,
        },
      },
    },
  });
}

function pageWith(nonce: string): string {
  return `<!doctype html><html lang="en" data-mantine-color-scheme="dark"><head><title>Viewer</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="style-nonce" content="${nonce}">
    <link rel="stylesheet" href="/viewer-test/viewer-page.css"></head>
    <body><main><h1>Viewer</h1><div id="root"></div></main><script type="module" src="/viewer-test/viewer-page.js"></script></body></html>`;
}
