import type { Logger } from "pino";
import { RequestError } from "../../http/errors.ts";
import { DocumentError } from "../errors.ts";
import { findBrowser } from "./find-browser.ts";
import { type PageToPrint, printPage } from "./print-page.ts";

/** A document that takes longer is given up. */
const SECONDS = 60;

/** Documents that may wait while one is printed; each holds a whole page. */
const MOST_WAITING = 8;

/** Makes PDF of pages, one at a time. */
export interface Printer {
  /** @throws DocumentError PDF_UNAVAILABLE if there is no browser to print with. */
  require(): Promise<void>;
  /** @throws DocumentError PDF_UNAVAILABLE, PDF_FAILED; RequestError SERVER_BUSY if too many wait. */
  print(page: PageToPrint): Promise<Uint8Array>;
  /** Ends what is being printed, and what waits. */
  close(): Promise<void>;
}

/**
 * Opens a printer; a browser is looked for each time, so that one that is installed later is found.
 *
 * @param browser of the configuration: a path, or null for whichever is here.
 */
export function openPrinter(browser: string | null, log: Pick<Logger, "warn">): Printer {
  const stop = new AbortController();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const requireBrowser = async (): Promise<string> => {
    const program = await findBrowser(browser);
    if (program !== null) return program;
    throw new DocumentError(
      "PDF_UNAVAILABLE",
      browser === null
        ? "there is no Chromium, Chrome or Edge on the server to print with. Open the HTML page instead and print it from the browser; or install one of them on the server."
        : "the browser of the setting report.browser is not there, or no program. Open the HTML page instead and print it from the browser; or correct the setting.",
    );
  };
  const printNow = async (page: PageToPrint): Promise<Uint8Array> => {
    const program = await requireBrowser();
    try {
      return await printPage(program, page, { seconds: SECONDS, stop: stop.signal });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason }, "printing failed");
      throw new DocumentError(
        "PDF_FAILED",
        "the server's browser did not make the PDF; the server's log says why. Try again, or open the HTML page and print it from the browser.",
      );
    }
  };
  return {
    require: async () => {
      await requireBrowser();
    },
    async print(page) {
      if (waiting > MOST_WAITING) {
        throw new RequestError(
          "SERVER_BUSY",
          "too many documents are being printed. Ask again in some seconds.",
        );
      }
      waiting++;
      const printed = last.then(() => printNow(page));
      last = printed.catch(() => {});
      try {
        return await printed;
      } finally {
        waiting--;
      }
    },
    async close() {
      stop.abort();
      await last;
    },
  };
}
