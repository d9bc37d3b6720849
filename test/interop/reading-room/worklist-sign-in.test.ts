import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropFiles } from "./drop-files.ts";
import { axeViolations, type ReadingRoom, sample, startReadingRoom } from "./reading-room.ts";

const MAIN = resolve(import.meta.dirname, "../../../dist/cli/main.js");
const PASSWORD = "violet-harbour-92-lantern";

let room: ReadingRoom;
beforeAll(async () => {
  room = await startReadingRoom({
    settings: { THORASCOPE_ACCESS_ACCOUNTS: "local" },
    prepare: async (folder) => {
      execFileSync(
        process.execPath,
        [MAIN, "accounts", "add", "ann", "--role", "reader", "--data", folder],
        {
          input: `${PASSWORD}\n`,
          stdio: ["pipe", "ignore", "inherit"],
        },
      );
    },
  });
});
afterAll(() => room?.close());

async function signIn(password: string): Promise<void> {
  await room.page.getByLabel("Name").fill("ann");
  await room.page.getByLabel("Password", { exact: true }).fill(password);
  await room.page.keyboard.press("Enter");
}

test("nobody sees anything before signing in; a wrong password is told", async () => {
  const { page } = room;
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await signIn("not the password");
  await page.getByRole("alert").getByText("Name or password are wrong").waitFor();
  expect(room.asked.filter((address) => address.includes("/api/studies"))).toEqual([]);
  await signIn(PASSWORD);
  await page.getByText("No radiographs yet").waitFor();
  await page.getByRole("button", { name: "Signed in as ann" }).waitFor();
});

test("a session that ends leads to the sign-in and back, and files that wait are sent then", async () => {
  const { page } = room;
  await page.getByLabel("Order").selectOption("newest");
  await page.waitForURL(/sort=newest/);
  await page.context().clearCookies();
  await dropFiles(page, [sample("synthetic-02-nodule.png")]);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(new URL(page.url()).search).toBe("?sort=newest");
  await signIn(PASSWORD);
  await page.getByRole("link", { name: "synthetic-02-nodule.png" }).waitFor({ timeout: 60_000 });
  expect(new URL(page.url()).search).toBe("?sort=newest");
});

test("who signs out leaves nothing behind", async () => {
  const { page } = room;
  await page.getByRole("button", { name: "Signed in as ann" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.getByText("synthetic-02-nodule.png").count()).toBe(0);
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});
