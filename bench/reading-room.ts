/**
 * How much the reading room's page weighs, and how smooth ten thousand studies are, in Debian's Chromium against a
 * built server:
 *
 *     npm run build && npx tsx bench/reading-room.ts [STUDIES]
 *
 * Bytes are as they are sent (gzip asked for, as browsers without Brotli do), headers included. Frames are counted
 * while the list is scrolled by a wheel: without a graphics card they are drawn by the processor, so they compare with
 * each other in one run and with nothing else.
 */
import type { CDPSession, Page } from "playwright-core";
import {
  sample,
  sendAndWait,
  startReadingRoom,
} from "../test/interop/reading-room/reading-room.ts";
import { fillStore } from "./server/made-up-store.ts";
import { printTable } from "./server/table.ts";

const FEW = 20;
const WHEELS = 60;
const WHEEL_PIXELS = 400;

const studies = Number(process.argv[2] ?? 10_000);

await weigh();
await scroll();

async function weigh(): Promise<void> {
  const room = await startReadingRoom({
    browser: { extraHTTPHeaders: { "accept-encoding": "gzip" } },
  });
  try {
    await sendAndWait(room.origin, [sample("synthetic-05-effusion.dcm")]);
    const { page } = room;
    const session = await page.context().newCDPSession(page);
    const first = await bytesOf(session, async () => {
      await page.goto(room.origin);
      await page.getByRole("link", { name: /SYNTHETIC/ }).waitFor();
      await page.waitForLoadState("networkidle").catch(() => {});
      await page.waitForTimeout(1000);
    });
    const study = await bytesOf(session, async () => {
      await page.getByRole("link", { name: /SYNTHETIC/ }).click();
      await page.locator("[data-finding]").first().waitFor();
      await page.waitForTimeout(5000);
    });
    console.log("\n### Weight of the page, kB sent\n");
    printTable(
      ["", "scripts", "styles", "page, icon and fonts", "answers of the API", "together"],
      [
        ["first view: the worklist", ...inKilobytes(first)],
        ["then a study's page with its viewer", ...inKilobytes(study)],
      ],
    );
  } finally {
    await room.close();
  }
}

type Weights = Record<"scripts" | "styles" | "other" | "answers", number>;

function inKilobytes({ scripts, styles, other, answers }: Weights): string[] {
  const all = [scripts, styles, other, answers];
  return [...all, all.reduce((sum, one) => sum + one, 0)].map((bytes) => (bytes / 1000).toFixed(0));
}

/** What comes over the line while something is done. */
async function bytesOf(session: CDPSession, work: () => Promise<void>): Promise<Weights> {
  const kinds = new Map<string, keyof Weights>();
  const weights: Weights = { scripts: 0, styles: 0, other: 0, answers: 0 };
  const noteKind = ({ requestId, response, type }: ResponseReceived) => {
    kinds.set(requestId, kindOf(type, response.url));
  };
  const noteEnd = ({ requestId, encodedDataLength }: LoadingFinished) => {
    weights[kinds.get(requestId) ?? "other"] += encodedDataLength;
  };
  await session.send("Network.enable");
  // The page was open before.
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  session.on("Network.responseReceived", noteKind);
  session.on("Network.loadingFinished", noteEnd);
  await work();
  session.off("Network.responseReceived", noteKind);
  session.off("Network.loadingFinished", noteEnd);
  return weights;
}

interface ResponseReceived {
  readonly requestId: string;
  readonly response: { readonly url: string };
  readonly type: string;
}

interface LoadingFinished {
  readonly requestId: string;
  readonly encodedDataLength: number;
}

function kindOf(type: string, url: string): keyof Weights {
  if (new URL(url).pathname.startsWith("/api/")) return "answers";
  if (type === "Script") return "scripts";
  return type === "Stylesheet" ? "styles" : "other";
}

async function scroll(): Promise<void> {
  const rows: string[][] = [];
  for (const count of [FEW, studies]) {
    const room = await startReadingRoom({ prepare: (folder) => fillStore(folder, count) });
    try {
      const { page } = room;
      await page.getByRole("list", { name: "Worklist" }).waitFor();
      const { frames, drawn, reached } = await framesOf(page);
      const sorted = frames.toSorted((a, b) => a - b);
      const at = (share: number) => (sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(0);
      rows.push([String(count), String(drawn), String(reached), at(0.5), at(0.95), at(0.99)]);
    } finally {
      await room.close();
    }
  }
  console.log(`\n### ${WHEELS} turns of the wheel through the list, milliseconds per frame\n`);
  printTable(["studies", "rows drawn at most", "row reached", "median", "95 %", "99 %"], rows);
}

/** Milliseconds between frames while the list is scrolled, the most rows that were there, and how far it went. */
async function framesOf(page: Page) {
  await page.evaluate(`{
    const frames = [];
    let last = performance.now();
    let drawn = 0;
    const note = (now) => {
      frames.push(now - last);
      last = now;
      drawn = Math.max(drawn, document.querySelectorAll("li[data-index]").length);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    globalThis.scrolled = () => ({
      frames,
      drawn,
      reached: Math.max(...[...document.querySelectorAll("li[data-index]")].map((row) => row.dataset.index)) + 1,
    });
  }`);
  await page.mouse.move(700, 600);
  for (let turn = 0; turn < WHEELS; turn++) {
    await page.mouse.wheel(0, WHEEL_PIXELS);
    await page.waitForTimeout(50);
  }
  return (await page.evaluate("scrolled()")) as {
    readonly frames: number[];
    readonly drawn: number;
    readonly reached: number;
  };
}
