import type { BrowserPipe } from "./browser-pipe.ts";
import { startBrowser } from "./browser-process.ts";

/** A page to print. */
export interface PageToPrint {
  /** Whole: with its style, pictures and fonts within. */
  readonly html: string;
  /** Width and height of the sheet within its margins, in millimetres, where it must all be on one; else null. */
  readonly fit: { readonly width: number; readonly height: number } | null;
}

/** The smallest scale that is still legible; Chromium's own limit is 0.1. */
const SMALLEST_SCALE = 0.5;

const PIXELS_PER_MILLIMETRE = 96 / 25.4;

/** Waits until everything of the page is there to be printed. */
const ALL_THERE = `(async () => {
  await document.fonts.ready;
  await Promise.all([...document.fonts].map((font) => font.load().catch(() => {})));
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
})()`;

/**
 * Prints a page with a browser of its own: tagged for screen readers, with title and outline.
 *
 * @throws Error if the browser does not do it in so many seconds, or is told to stop.
 */
export async function printPage(
  program: string,
  page: PageToPrint,
  { seconds, stop }: { readonly seconds: number; readonly stop: AbortSignal },
): Promise<Uint8Array> {
  stop.throwIfAborted();
  const browser = await startBrowser(program);
  const late = setTimeout(
    () => browser.pipe.close(`it takes longer than ${seconds} seconds`),
    seconds * 1000,
  );
  const stopped = () => browser.pipe.close("the server stops");
  stop.addEventListener("abort", stopped);
  if (stop.aborted) stopped();
  try {
    return await print(browser.pipe, page);
  } finally {
    clearTimeout(late);
    stop.removeEventListener("abort", stopped);
    await browser.end();
  }
}

async function print(pipe: BrowserPipe, { html, fit }: PageToPrint): Promise<Uint8Array> {
  const { targetId } = await pipe.ask("Target.createTarget", { url: "about:blank" });
  const attached = await pipe.ask("Target.attachToTarget", { targetId, flatten: true });
  const session = String(attached.sessionId);
  const ask = (method: string, parameters?: Readonly<Record<string, unknown>>) =>
    pipe.ask(method, parameters, session);
  await ask("Page.enable");
  await ask("Network.enable");
  await ask("Network.emulateNetworkConditions", {
    offline: true,
    latency: 0,
    downloadThroughput: 0,
    uploadThroughput: 0,
  });
  // Of the page; what we ask by the pipe still runs.
  await ask("Emulation.setScriptExecutionDisabled", { value: true });
  const { frameTree } = await ask("Page.getFrameTree");
  const { frame } = frameTree as { readonly frame: { readonly id: string } };
  await ask("Page.setDocumentContent", { frameId: frame.id, html });
  await ask("Runtime.evaluate", { expression: ALL_THERE, awaitPromise: true });
  const scale = fit === null ? 1 : await scaleToFit(ask, fit);
  const { data } = await ask("Page.printToPDF", {
    scale,
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
  return Buffer.from(String(data), "base64");
}

/** How much smaller the page must be to be on one sheet. */
async function scaleToFit(
  ask: (method: string, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>,
  fit: NonNullable<PageToPrint["fit"]>,
): Promise<number> {
  const pixels = (millimetres: number) => Math.floor(millimetres * PIXELS_PER_MILLIMETRE);
  const heightAt = async (scale: number) => {
    const width = Math.floor(pixels(fit.width) / scale);
    const metrics = { width, height: pixels(fit.height), deviceScaleFactor: 1, mobile: false };
    await ask("Emulation.setDeviceMetricsOverride", metrics);
    const { result } = (await ask("Runtime.evaluate", {
      expression: "document.documentElement.getBoundingClientRect().height",
    })) as { readonly result: { readonly value: number } };
    return result.value * scale;
  };
  await ask("Emulation.setEmulatedMedia", { media: "print" });
  let scale = 1;
  while (scale > SMALLEST_SCALE && (await heightAt(scale)) > pixels(fit.height)) scale -= 0.02;
  await ask("Emulation.clearDeviceMetricsOverride");
  return scale;
}
