import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Page } from "playwright-core";

/** Drops files upon the page, as a hand does that drags them there. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const files = await Promise.all(
    paths.map(async (path) => ({
      name: basename(path),
      base64: (await readFile(path)).toString("base64"),
    })),
  );
  const dataTransfer = await page.evaluateHandle(`(${makeTransfer})(${JSON.stringify(files)})`);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", type, { dataTransfer });
  }
}

/** Runs in the page. */
const makeTransfer = `(files) => {
  const transfer = new DataTransfer();
  for (const { name, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  return transfer;
}`;
