import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

/** Synthetic radiographs that come with the package. */
export const SAMPLES = resolve(import.meta.dirname, "../../../samples");

/** One of them. */
export function sample(name: string): string {
  return join(SAMPLES, name);
}

/** What a reading room is started with. */
export interface ReadingRoomOptions {
  /** Sent to the server, and read, before the page is opened. */
  readonly files?: readonly string[];
  /** Settings of the server, as environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Puts something into the data folder before the server starts on it. */
  readonly prepare?: (dataFolder: string) => Promise<unknown>;
  /** Of the browser's context, e.g. `{ viewport: { width: 390, height: 844 }, locale: "ar" }`. */
  readonly browser?: BrowserContextOptions;
}

/** A built server and a page in Chromium that shows its worklist. */
export interface ReadingRoom {
  readonly origin: string;
  readonly page: Page;
  readonly server: ServerProcess;
  /** Every address that the page asked for, and every error that it logged. */
  readonly asked: readonly string[];
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Starts a built server on a free port with a folder of its own, and opens its page in Chromium. */
export async function startReadingRoom(options: ReadingRoomOptions = {}): Promise<ReadingRoom> {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-room-"));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await options.prepare?.(folder);
    const server = await startServerProcess(folder, options.settings);
    undo.push(() => server.stop());
    if (options.files) await sendAndWait(server.origin, options.files);
    const browser = await launchChromium();
    undo.push(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      ...options.browser,
    });
    const page = await context.newPage();
    const asked: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (line) => {
      if (line.type() === "error") errors.push(line.text());
    });
    await page.goto(server.origin);
    return { origin: server.origin, page, server, asked, errors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Chromium as Debian has it; draws WebGL in software. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ...["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    ],
  });
}

/** Sends files, and waits until none of them waits or is being read. */
export async function sendAndWait(origin: string, files: readonly string[]): Promise<void> {
  const form = new FormData();
  for (const file of files) form.append("file", new File([await readFile(file)], basename(file)));
  const answer = await fetch(`${origin}/api/studies`, { method: "POST", body: form });
  if (!answer.ok) throw new Error(`the files were not taken: ${await answer.text()}`);
  const isAny = async (status: string) => {
    const list = await fetch(`${origin}/api/studies?limit=1&status=${status}`);
    return ((await list.json()) as { items: unknown[] }).items.length > 0;
  };
  // One after the other: asked at once, an image that goes from the first to the second may be in neither answer.
  while ((await isAny("queued")) || (await isAny("reading"))) {
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** What axe finds wrong with the page as it stands, by the rules of WCAG 2.2 AA: rule and element, one a line. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run({ runOnly: { type: "tag", values: tags } });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target} ${failureSummary}`),
    );
  });
}
