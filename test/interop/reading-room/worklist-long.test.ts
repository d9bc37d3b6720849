import { afterAll, beforeAll, expect, test } from "vitest";
import { fillStore } from "../../../bench/server/made-up-store.ts";
import { type ReadingRoom, sample, sendAndWait, startReadingRoom } from "./reading-room.ts";

const STUDIES = 10_000;

let room: ReadingRoom;
beforeAll(async () => {
  room = await startReadingRoom({ prepare: (folder) => fillStore(folder, STUDIES) });
});
afterAll(() => room?.close());

/** Place and name of the row that stands first below the list's head. */
const FIRST_IN_SIGHT = `(() => {
  const row = document.elementFromPoint(innerWidth / 2, 200)?.closest("li[data-index]");
  return row ? row.dataset.index + " " + row.querySelector("a").textContent : null;
})()`;

function firstInSight(): Promise<string | null> {
  return room.page.evaluate(FIRST_IN_SIGHT);
}

test("ten thousand studies are scrolled through with a screen's worth of rows in the page", async () => {
  const { page } = room;
  const rows = page.locator("main li[data-index]");
  await rows.first().waitFor();
  expect(await rows.first().innerText()).toMatch(/^Look first\s+Pneumothorax/);
  let most = 0;
  let reached = 0;
  await page.mouse.move(700, 600);
  while (reached < 1500) {
    await page.mouse.wheel(0, 9000);
    await expect.poll(firstInSight).not.toBeNull();
    most = Math.max(most, await rows.count());
    reached = Number((await firstInSight())?.split(" ")[0]);
  }
  expect(most).toBeLessThan(60);
  expect(await page.getByRole("status").allInnerTexts()).toContainEqual(
    expect.stringMatching(/^more than [\d,]+ studies$/),
  );
});

test("far down, the page's header and the list's head stay, and nothing shows between them", async () => {
  const { page } = room;
  const edges = await page.evaluate(`(() => {
    const header = document.querySelector("header").getBoundingClientRect();
    const head = document.querySelector("main ul").previousElementSibling.getBoundingClientRect();
    return [header.top, head.top - header.bottom];
  })()`);
  expect(edges).toEqual([0, 0]);
});

// More than once: where nothing is loaded any more the list must not depend on being drawn a second time.
test.each([1, 2, 3])(
  "whoever opens a study far down finds the list as it was when they come back, time %i",
  async () => {
    const { page } = room;
    // No row that is scrolled in later moves the list any more.
    await expect.poll(() => page.evaluate("scrollY")).toBeGreaterThan(60_000);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const before = { row: await firstInSight(), name: await page.locator("a:focus").innerText() };
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/studies\//);
    expect(await page.evaluate("scrollY")).toBe(0);
    await page.goBack();
    await page.locator("main li[data-index]").first().waitFor();
    expect({ row: await firstInSight(), name: await page.locator("a:focus").innerText() }).toEqual(
      before,
    );
  },
);

test("new results do not move what somebody reads; they are shown when asked for", async () => {
  const { page } = room;
  const before = await firstInSight();
  await sendAndWait(room.origin, [sample("synthetic-05-effusion.dcm")]);
  const news = page.getByRole("button", { name: "1 new result, show" });
  await news.waitFor({ timeout: 60_000 });
  expect(await firstInSight()).toBe(before);
  await news.click();
  await expect.poll(() => page.evaluate("scrollY")).toBe(0);
  expect(await page.locator("main li[data-index]").first().innerText()).toMatch(/^Look first/);
  await expect.poll(() => news.count()).toBe(0);
});

test("a search among them finds the one", async () => {
  const { page } = room;
  await page.keyboard.press("/");
  await page.keyboard.type("SYNTHETIC-74");
  await expect.poll(() => page.locator("main li[data-index]").count()).toBe(1);
  expect(await page.locator("main li[data-index]").innerText()).toContain("SYNTHETIC, EDA");
});
