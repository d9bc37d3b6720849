import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropFiles } from "./drop-files.ts";
import {
  axeViolations,
  type ReadingRoom,
  sample,
  sendAndWait,
  startReadingRoom,
} from "./reading-room.ts";

const SAMPLES = [
  "synthetic-01-normal.png",
  "synthetic-03-cardiomegaly.png",
  "synthetic-04-pneumothorax.png",
  "synthetic-05-effusion.dcm",
].map(sample);

let folder: string;
let room: ReadingRoom;
let page: Page;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-worklist-"));
  room = await startReadingRoom();
  page = room.page;
});
afterAll(async () => {
  await room?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Rows as they stand, from top to bottom. */
function rows() {
  return page.getByRole("list", { name: "Worklist" }).locator("li[data-index]");
}

/** Names of the rows, from top to bottom. */
async function names(): Promise<string[]> {
  const found = await rows().evaluateAll((items) =>
    items.map((item) => [Number(item.dataset.index), item.querySelector("a")?.textContent ?? ""]),
  );
  return (found as [number, string][])
    .sort(([one], [other]) => one - other)
    .map(([, name]) => name);
}

/** What the server lists, in its order. */
async function listed(query = ""): Promise<string[]> {
  const list = await fetch(`${room.origin}/api/studies?sort=urgency${query}`);
  const { items } = (await list.json()) as {
    items: { images: { fileName: string }[]; patient: { name: string | null } }[];
  };
  return items.map(({ images, patient }) =>
    (patient.name ?? images[0]?.fileName ?? "").replace("^", ", "),
  );
}

test("files that are dropped become rows by themselves, the most urgent first", async () => {
  await page.getByText("No radiographs yet").waitFor();
  await dropFiles(page, SAMPLES);
  const panel = page.getByRole("region", { name: "Uploads" });
  await panel.getByRole("heading", { name: "4 files stored" }).waitFor();
  await panel.getByRole("button", { name: "Show the files" }).click();
  await expect.poll(() => panel.getByText(/^read ·/).count(), { timeout: 60_000 }).toBe(4);
  await expect.poll(names, { timeout: 60_000 }).toEqual(await listed());
  // Of these samples, the one with the effusion has the most and the highest.
  expect(await rows().first().innerText()).toMatch(
    /^Positive[\s\S]*Any finding\s+\d+%[\s\S]*Fibrosis\s+\d+%\s+positive, borderline[\s\S]*\bread\b/,
  );
  expect(await axeViolations(page)).toEqual([]);

  await dropFiles(page, SAMPLES.slice(0, 1));
  await panel.getByRole("heading", { name: "5 files, 1 of them there already" }).waitFor();
  const show = panel.getByRole("button", { name: "Show the files" });
  await expect
    .poll(async () => {
      if (await show.isVisible()) await show.click();
      return panel.getByText(/^already there ·/).count();
    })
    .toBe(1);
  await panel.getByRole("button", { name: "Close" }).click();
  await panel.waitFor({ state: "detached" });
  expect(await names()).toHaveLength(4);
});

test("everything is done by keyboard: choose, open, come back, search, help", async () => {
  const order = await names();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const focused = () => page.locator("a:focus").innerText();
  expect(await focused()).toBe(order[1]);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/studies\/[0-9a-f]{64}$/);
  // With its place among the others.
  await page.getByRole("button", { name: "Next study" }).waitFor();
  await page.goBack();
  await rows().first().waitFor();
  expect(await focused()).toBe(order[1]);

  // A button takes Enter for itself, whichever row was chosen.
  const words = page.getByRole("button", { name: "What do these words mean?" });
  for (const isOpen of ["true", "false"]) {
    await words.press("Enter");
    await expect.poll(() => words.getAttribute("aria-expanded")).toBe(isOpen);
  }
  expect(new URL(page.url()).pathname).toBe("/");

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByText("Next study").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });

  await page.keyboard.press("/");
  await page.keyboard.type("CARDIO");
  await expect.poll(names).toEqual(["synthetic-03-cardiomegaly.png"]);
  expect(new URL(page.url()).search).toBe("?search=CARDIO");
});

test("filters stand in the address: going back undoes them, and another page opens with them", async () => {
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(names).toHaveLength(4);
  await page.getByLabel("Positive finding").selectOption("Infiltration");
  const infiltrations = await listed("&finding=Infiltration");
  expect(infiltrations.length).toBeGreaterThan(0);
  expect(infiltrations.length).toBeLessThan(4);
  await expect.poll(names).toEqual(infiltrations);
  await page.getByLabel("Status", { exact: true }).selectOption("failed");
  await page.getByText("No study matches.").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goBack();
  await expect.poll(names).toEqual(infiltrations);
  await page.reload();
  await expect.poll(names).toEqual(infiltrations);
  expect(await page.getByLabel("Positive finding").inputValue()).toBe("Infiltration");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(names).toHaveLength(4);
});

test("a refused radiograph is a row that says why, and is read anyway once that is understood", async () => {
  await sharp(sample("synthetic-01-normal.png")).rotate(90).toFile(join(folder, "turned.png"));
  await writeFile(join(folder, "notes.txt"), "not an image");
  await writeFile(join(folder, ".DS_Store"), "of the system");
  await page.locator("input[webkitdirectory]").setInputFiles(folder);
  const panel = page.getByRole("region", { name: "Uploads" });
  await panel.getByText("1 hidden file was left out").waitFor();
  await panel.getByText(/refused: This file is not an image/).waitFor();
  const row = rows().filter({ hasText: "turned.png" });
  await row.getByText(/on its side or upside down/).waitFor({ timeout: 60_000 });
  expect(await axeViolations(page)).toEqual([]);
  await row.getByRole("button", { name: "Read anyway: turned.png" }).click();
  const dialog = page.getByRole("dialog", { name: "Read it anyway?" });
  await dialog.getByText(/they mean nothing/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Read anyway" }).click();
  await row.getByText("read anyway, though refused").waitFor({ timeout: 60_000 });
  expect(await row.getByRole("button").count()).toBe(0);
  // What was found is asked for once its status is told.
  await expect.poll(() => row.innerText(), { timeout: 60_000 }).toMatch(/\d+%/);
  await panel.getByRole("button", { name: "Close" }).click();
});

test("a page says when the server is gone, and catches up when it is back", async () => {
  await room.server.kill9();
  await page.getByText("The server does not answer").waitFor({ timeout: 30_000 });
  await dropFiles(page, [sample("synthetic-02-nodule.png")]);
  await page.getByText("The connection broke.").waitFor({ timeout: 30_000 });
  await room.server.restart();
  await page
    .getByText("The server does not answer")
    .waitFor({ state: "detached", timeout: 60_000 });
  await rows().filter({ hasText: "synthetic-02-nodule.png" }).waitFor({ timeout: 60_000 });
  await expect.poll(names, { timeout: 60_000 }).toHaveLength(6);
  await expect
    .poll(async () => (await names()).join() === (await listed()).join(), { timeout: 60_000 })
    .toBe(true);
});

test("a report that is written elsewhere stands in its row for whoever comes back from the study", async () => {
  const row = rows().filter({ hasText: "synthetic-01-normal.png" });
  await row.getByRole("link").click();
  await page.getByRole("link", { name: "Back to the worklist" }).waitFor();
  const body = JSON.stringify({ impression: "Nothing.", language: "en", edition: 0 });
  const saved = await fetch(`${room.origin}/api${new URL(page.url()).pathname}/report`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body,
  });
  expect(saved.status).toBe(200);
  await page.goBack();
  await row.getByText("report", { exact: true }).waitFor();
});

test("what comes while a filtered list is shown stands in the whole one too for whoever goes back", async () => {
  await page.goto(room.origin);
  await rows().first().waitFor();
  await page.getByLabel("Status", { exact: true }).selectOption("read");
  await expect.poll(async () => (await names()).join()).toBe((await listed("&status=read")).join());
  await sendAndWait(room.origin, [sample("synthetic-06-consolidation.dcm")]);
  const wanted = await listed("&status=read");
  await expect.poll(names, { timeout: 60_000 }).toEqual(wanted);
  await page.goBack();
  await expect.poll(names, { timeout: 60_000 }).toEqual(await listed());
  expect(await names()).toHaveLength(7);
});

test("a browser that holds itself to be without network asks the server on its machine all the same", async () => {
  await page.goto(room.origin);
  const row = rows().filter({ hasText: "synthetic-03-cardiomegaly.png" });
  await row.waitFor();
  await page.evaluate(`dispatchEvent(new Event("offline"))`);
  await row.getByRole("link").click();
  await page.getByRole("region", { name: "Findings" }).waitFor();
  await page.evaluate(`dispatchEvent(new Event("online"))`);
  await page.goBack();
  await row.waitFor();
});

test("files that were read while nobody looked at the page are said to be read", async () => {
  const look = (state: string) =>
    page.evaluate(`Object.defineProperty(document, "visibilityState", {
      value: "${state}", configurable: true,
    }) && document.dispatchEvent(new Event("visibilitychange"))`);
  const file = join(folder, "unseen.png");
  // The same picture in other bytes, which the server does not know.
  await sharp(sample("synthetic-01-normal.png")).png({ compressionLevel: 1 }).toFile(file);
  await look("hidden");
  await dropFiles(page, [file]);
  const panel = page.getByRole("region", { name: "Uploads" });
  await panel.getByRole("heading", { name: "1 file stored" }).waitFor();
  await panel.getByRole("button", { name: "Show the files" }).click();
  const waiting = panel.getByText(/^stored, waiting to be read ·/);
  await waiting.waitFor();
  const settled = async () => {
    const list = await fetch(`${room.origin}/api/studies?search=unseen.png`);
    return JSON.stringify(await list.json()).includes('"status":"read"');
  };
  await expect.poll(settled, { timeout: 60_000 }).toBe(true);
  expect(await waiting.count()).toBe(1);
  await look("visible");
  await panel.getByText(/^read ·/).waitFor();
  await panel.getByRole("button", { name: "Close" }).click();
});

test.each([
  ["en-GB", "ltr", "Worklist"],
  ["ar", "rtl", "قائمة العمل"],
])("on a phone in %s nothing is cut off", async (locale, direction, title) => {
  const browser = page.context().browser();
  const context = await browser?.newContext({ viewport: { width: 390, height: 844 }, locale });
  const phone = await context?.newPage();
  if (phone === undefined) throw new Error("the browser is gone");
  await phone.goto(room.origin);
  await phone.getByRole("heading", { name: title }).waitFor();
  await phone.locator("li[data-index]").first().waitFor();
  expect(await phone.evaluate("document.documentElement.dir")).toBe(direction);
  expect(await phone.evaluate("document.documentElement.scrollWidth")).toBe(390);
  const outside = `[...document.querySelectorAll("main *")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1);
  }).length`;
  expect(await phone.evaluate(outside)).toBe(0);
  expect(await axeViolations(phone)).toEqual([]);
  await context?.close();
});

test("nothing is asked of anybody else, and nothing goes wrong unseen", () => {
  const others = room.asked.filter((address) => !address.startsWith(`${room.origin}/`));
  expect(others.filter((address) => !/^(blob|data):/.test(address))).toEqual([]);
  // What the browser says of the server's absence and of refused uploads is meant.
  const meant =
    /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|status of (415|422|503)/;
  expect(room.errors.filter((line) => !meant.test(line))).toEqual([]);
});
