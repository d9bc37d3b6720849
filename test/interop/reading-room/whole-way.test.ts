import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropFiles } from "./drop-files.ts";
import { type ReadingRoom, sample, startReadingRoom } from "./reading-room.ts";

const FILES = [
  "synthetic-01-normal.png",
  "synthetic-05-effusion.dcm",
  "synthetic-06-consolidation.dcm",
];
const IMPRESSION = "Left effusion; the marked edge is the chest wall.";

let room: ReadingRoom;
beforeAll(async () => {
  room = await startReadingRoom();
});
afterAll(() => room?.close());

/** What the server keeps of a study. */
async function stored(studyId: string) {
  return (await (await fetch(`${room.origin}/api/studies/${studyId}`)).json()) as {
    readonly feedback: readonly { readonly kind: string; readonly finding: string }[];
    readonly report: { readonly impression: string } | null;
  };
}

/** Text of a PDF that the page gave to download. */
async function downloadedText(name: RegExp): Promise<{ text: string; pages: number }> {
  const download = room.page.waitForEvent("download");
  await room.page.getByRole("button", { name }).press("Enter");
  const path = await (await download).path();
  const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  return { text, pages: text.split("\f").length - 1 };
}

test("from the drop to the PDF by keyboard alone, with a server that dies in between", async () => {
  const { page, server } = room;
  await page.getByText("No radiographs yet").waitFor();
  await dropFiles(page, FILES.map(sample));
  const rows = page.getByRole("list", { name: "Worklist" }).locator("li[data-index]");
  await expect.poll(() => rows.count()).toBe(3);
  await expect
    .poll(() => rows.evaluateAll((all) => all.filter((row) => /%/.test(row.innerText)).length), {
      timeout: 60_000,
    })
    .toBe(3);

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/studies\/[0-9a-f]{64}$/);
  const studyId = page.url().split("/").at(-1) ?? "";
  const findings = page.locator("[data-finding]");
  await expect.poll(() => findings.count()).toBe(14);

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const second = findings.nth(1);
  const finding = (await second.getAttribute("data-finding")) ?? "";
  await expect
    .poll(() => page.locator("[data-finding][aria-expanded=true]").getAttribute("data-finding"))
    .toBe(finding);
  await page.keyboard.press("a");
  await expect
    .poll(async () => (await stored(studyId)).feedback.map(({ kind, finding }) => [kind, finding]))
    .toEqual([["agree", finding]]);

  await server.kill9();
  await page.keyboard.press("d");
  await page.keyboard.press("e");
  await page.keyboard.type(IMPRESSION);
  await server.restart();
  await page.keyboard.press("Control+s");
  await expect
    .poll(async () => {
      const { feedback, report } = await stored(studyId);
      return { said: feedback.map(({ kind }) => kind), impression: report?.impression ?? null };
    })
    .toEqual({ said: ["agree", "disagree"], impression: IMPRESSION });

  const report = await downloadedText(/Download report as PDF/);
  expect(report.text).toContain(IMPRESSION);
  expect(report.text).toContain("Research software, not a medical device");
  const sheet = await downloadedText(/Download patient page as PDF/);
  expect(sheet.pages).toBe(1);
  expect(sheet.text).not.toContain("%");

  await server.kill9();
  await server.restart();
  await page.reload();
  await expect.poll(() => page.locator("#impression").inputValue()).toBe(IMPRESSION);
  await page.keyboard.press("u");
  await page.waitForURL(`${room.origin}/`);
  await expect.poll(() => rows.count()).toBe(3);
});

test("nothing was asked of anybody but the server", () => {
  const foreign = room.asked.filter(
    (address) => !address.startsWith(`${room.origin}/`) && !/^(data|blob):/.test(address),
  );
  expect(room.asked.length).toBeGreaterThan(20);
  expect(foreign).toEqual([]);
});
