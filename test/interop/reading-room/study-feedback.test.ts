import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ReadingRoom, sample, startReadingRoom } from "./reading-room.ts";

interface Said {
  readonly id: string;
  readonly kind: string;
  readonly finding: string | null;
  readonly box: readonly number[] | null;
  readonly text: string | null;
}

/** For what comes when the server is ready. */
const PATIENTLY = { timeout: 120_000 };

let room: ReadingRoom;
let study: string;
let image: string;

beforeAll(async () => {
  room = await startReadingRoom({ files: [sample("synthetic-04-pneumothorax.png")] });
  const { items } = await get<{ items: { id: string; images: { id: string }[] }[] }>(
    "/api/studies",
  );
  study = items[0]?.id ?? "";
  image = items[0]?.images[0]?.id ?? "";
});

afterAll(() => room?.close());

describe("feedback", () => {
  test("by a stray key is undone by another before it is sent", async () => {
    const page = await open();
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") sent.push(request.url());
    });
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    const line = page.getByRole("status").filter({ hasText: "Saved: agree with" });
    await line.getByRole("button", { name: "Undo" }).waitFor();
    await page.keyboard.press("Control+z");
    await page.getByText("Undone: agree with").waitFor();
    await page.keyboard.press("d");
    await page.getByText("Saved: disagree with").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone: disagree with").waitFor();
    // It goes away when what it undid would have been sent.
    await page.getByText("Undone: disagree with").waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("Nobody has said anything yet.").waitFor();
    expect(sent).toEqual([]);
    expect(await said()).toEqual([]);
  });

  test("disagreement by a key, a comment and a missed finding are saved at once and listed", async () => {
    const page = await open();
    await page.keyboard.press("j");
    const chosen = await page
      .locator("[data-finding][aria-expanded=true]")
      .getAttribute("data-finding");
    await page.keyboard.press("d");
    await page.getByText("You disagree. Saved.").waitFor();
    await page.keyboard.press("d");
    await page.getByLabel("Comment", { exact: true }).fill("A clip, no nodule.\nسطر ثانٍ");
    await page.getByRole("button", { name: "Save comment" }).click();
    await page.keyboard.press("o");
    await page.getByLabel("Finding that was missed").selectOption("Pneumothorax");
    await page.getByRole("button", { name: "Save missed finding" }).click();
    await page.getByText("Missed by the model: Pneumothorax").waitFor();
    await expect
      .poll(said, PATIENTLY)
      .toEqual([
        expect.objectContaining({ kind: "disagree", finding: chosen }),
        expect.objectContaining({ kind: "comment", text: "A clip, no nodule.\nسطر ثانٍ" }),
        expect.objectContaining({ kind: "missed", finding: "Pneumothorax", box: null }),
      ]);
  });

  test("says where: a box that is drawn on the radiograph, of a missed finding or a disagreement", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Mark it on the radiograph" }).click();
    await drawOverTheMiddle(page);
    await page.getByText("A region is marked.").waitFor();
    const unsaved = page.locator("svg g[data-pending=true]", { hasText: "not saved yet" });
    await unsaved.waitFor();
    await page.getByLabel("Finding that was missed").selectOption("Nodule");
    await page.getByRole("button", { name: "Save missed finding" }).click();
    await unsaved.waitFor({ state: "detached" });
    await page.locator("[data-finding]").first().click();
    await page.getByRole("button", { name: "Disagree and mark" }).click();
    await drawOverTheMiddle(page);
    const boxed = async () => (await said()).filter(({ box }) => box !== null);
    await expect
      .poll(async () => (await boxed()).map(({ kind }) => kind), PATIENTLY)
      .toEqual(["missed", "disagree"]);
    const { rows, columns } = (
      await get<{ radiograph: { rows: number; columns: number } }>(`/api/images/${image}/reading`)
    ).radiograph;
    for (const { box } of await boxed()) {
      const [left = 0, top = 0, right = 0, bottom = 0] = box ?? [];
      expect(left).toBeLessThan(columns / 2);
      expect(right).toBeGreaterThan(columns / 2);
      expect(top).toBeLessThan(rows / 2);
      expect(bottom).toBeGreaterThan(rows / 2);
      expect(right - left).toBeLessThan(columns / 2);
    }
  });

  test("is kept once when the server takes it and its answer is lost", async () => {
    const page = await open();
    const before = await said();
    let sent = 0;
    await page.route("**/feedback", async (route) => {
      sent++;
      if (sent > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByLabel("Comment", { exact: true }).fill("Sent twice.");
    await page.getByRole("button", { name: "Save comment" }).click();
    await page.getByText("Not yet saved").first().waitFor();
    await page.getByText("Not yet saved").first().waitFor({ state: "detached" });
    expect(sent).toBe(2);
    await page.unroute("**/feedback");
    const after = await said();
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)).toMatchObject({ kind: "comment", text: "Sent twice." });
  });

  test("given while the server is dead is saved once when it is back, and texts outlive a reload", async () => {
    const page = await open();
    const before = await said();
    await room.server.kill9();
    await page.locator("[data-finding]").nth(2).click();
    await page.keyboard.press("a");
    await page.getByText("You agree. Not yet saved").waitFor();
    await page.getByLabel("Comment", { exact: true }).fill("Half a sentence");
    await room.server.restart();
    await page.reload();
    await expect
      .poll(async () => (await said()).map(({ kind }) => kind), PATIENTLY)
      .toEqual([...before.map(({ kind }) => kind), "agree"]);
    expect(await page.getByLabel("Comment", { exact: true }).inputValue()).toBe("Half a sentence");
    await page.getByText("Not yet saved").first().waitFor({ state: "detached" });
  });
});

describe("the report", () => {
  test("is kept as it is typed, and saved by a key", async () => {
    const page = await open();
    await page.keyboard.press("e");
    await page.keyboard.type("No change since May.");
    await page.getByText("Not saved yet.").waitFor();
    await page.reload();
    const impression = page.locator("#impression");
    await expect.poll(() => impression.inputValue(), PATIENTLY).toBe("No change since May.");
    await impression.focus();
    await page.keyboard.press("Control+s");
    await page.getByText(/^Saved: edition 1.*Escape leaves the field/).waitFor();
    expect(await report()).toMatchObject({ edition: 1, impression: "No change since May." });
  });

  test("is saved by itself once a dead server is back", async () => {
    const page = await open();
    await room.server.kill9();
    await page.locator("#impression").fill("Written while the server was dead.");
    await page.keyboard.press("Control+s");
    await page.getByText("Not saved yet: the server does not answer").waitFor();
    await room.server.restart();
    await page.getByText("Saved: edition 2").waitFor({ timeout: 60_000 });
    expect(await report()).toMatchObject({ impression: "Written while the server was dead." });
  });

  test("that two people write at once loses neither text", async () => {
    const page = await open();
    await page.locator("#impression").fill("Mine.");
    const theirs = { impression: "Theirs.", language: "es", edition: 2 };
    const answer = await fetch(`${room.origin}/api/studies/${study}/report`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(theirs),
    });
    expect(answer.status).toBe(200);
    await page.getByRole("button", { name: "Save report" }).click();
    await page.getByText("Somebody saved another text in the meantime").waitFor();
    await page.getByRole("button", { name: "Take the saved one" }).click();
    await page.getByText("Your own text was put aside").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Add it below" }).click();
    await expect
      .poll(() => page.locator("#impression").inputValue(), PATIENTLY)
      .toBe("Theirs.\n\nMine.");
    await page.getByRole("button", { name: "Save report" }).click();
    await page.getByText("Saved: edition 4").waitFor();
    expect(await report()).toMatchObject({ impression: "Theirs.\n\nMine.", language: "es" });
  });

  test("is downloaded as PDF, and the way through the print dialog is told where there are no PDFs", async () => {
    const page = await open();
    const downloading = page.waitForEvent("download", PATIENTLY);
    await page.getByRole("button", { name: "Download report as PDF" }).click();
    const bytes = await readFile(await (await downloading).path());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    await page.route("**/patient.pdf*", (route) =>
      route.fulfill({
        status: 501,
        contentType: "application/problem+json",
        body: JSON.stringify({ code: "PDF_UNAVAILABLE", status: 501, detail: "no Chromium" }),
      }),
    );
    await page.getByRole("button", { name: "Download patient page as PDF" }).click();
    await page.getByText("This server cannot make PDFs.").waitFor();
    const link = page.getByRole("link", { name: "Open patient page in a new tab" });
    const answer = await fetch(room.origin + (await link.getAttribute("href")));
    expect(answer.headers.get("content-type")).toContain("text/html");
  });

  test("can begin with a draft from the findings in the report's language", async () => {
    const page = await open();
    const impression = page.locator("#impression");
    await page.getByLabel("Language of the report").selectOption("es");
    await page.getByRole("button", { name: "Insert a draft from the findings" }).click();
    await expect.poll(() => impression.inputValue(), PATIENTLY).toContain("BORRADOR");
    expect(await impression.inputValue()).toContain("Mine.");
    // What somebody said further above is in it.
    expect(await impression.inputValue()).toMatch(/Vistos por el lector: .*neumotórax/);
    await impression.focus();
    await page.keyboard.press("Control+s");
    await page.getByRole("button", { name: "Remove the mark and save" }).click();
    await page.getByText("Saved: edition 5").waitFor();
    expect(JSON.stringify(await report())).not.toContain("BORRADOR");
    await impression.focus();
    await page.keyboard.press("Escape");
    expect(await page.locator("#impression:focus").count()).toBe(0);
  });
});

async function open(): Promise<Page> {
  await room.page.goto(`${room.origin}/studies/${study}`);
  await room.page.locator("[data-finding]").first().waitFor();
  return room.page;
}

/** Draws a box around the middle of the radiograph, a sixth of its height to each side. */
async function drawOverTheMiddle(page: Page): Promise<void> {
  const surface = await page
    .getByRole("region", { name: "Radiograph" })
    .locator("canvas")
    .first()
    .boundingBox();
  if (surface === null) throw new Error("the radiograph is not shown");
  const [x, y, reach] = [
    surface.x + surface.width / 2,
    surface.y + surface.height / 2,
    surface.height / 6,
  ];
  await page.mouse.move(x - reach, y - reach);
  await page.mouse.down();
  await page.mouse.move(x, y);
  await page.mouse.move(x + reach, y + reach);
  await page.mouse.up();
}

async function said(): Promise<readonly Said[]> {
  return (await get<{ items: Said[] }>(`/api/images/${image}/feedback`)).items;
}

function report(): Promise<unknown> {
  return get(`/api/studies/${study}/report`);
}

async function get<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(room.origin + path)).json()) as Answer;
}
