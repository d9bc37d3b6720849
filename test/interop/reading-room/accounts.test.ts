import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropFiles } from "./drop-files.ts";
import { axeViolations, type ReadingRoom, sample, startReadingRoom } from "./reading-room.ts";

const MAIN = resolve(import.meta.dirname, "../../../dist/cli/main.js");
const PASSWORD = "violet-harbour-92-lantern";
const OF_ANOTHER = "The latest report is another person's, and your account may not correct it.";

let room: ReadingRoom;
beforeAll(async () => {
  room = await startReadingRoom({
    settings: { THORASCOPE_ACCESS_ACCOUNTS: "local" },
    prepare: async (folder) => {
      for (const name of ["ann", "ben"]) {
        execFileSync(
          process.execPath,
          [MAIN, "accounts", "add", name, "--role", "reader", "--data", folder],
          { input: `${PASSWORD}\n`, stdio: ["pipe", "ignore", "inherit"] },
        );
      }
    },
  });
});
afterAll(() => room?.close());

async function signIn(password: string, name = "ann"): Promise<void> {
  await room.page.getByLabel("Name").fill(name);
  await room.page.getByLabel("Password", { exact: true }).fill(password);
  await room.page.keyboard.press("Enter");
}

async function signOut(name: string): Promise<void> {
  await room.page.getByRole("button", { name: `Signed in as ${name}` }).click();
  await room.page.getByRole("menuitem", { name: "Sign out" }).click();
  await room.page.getByRole("heading", { name: "Sign in" }).waitFor();
}

/** What the server keeps of the study whose page is open, as whoever is signed in may see it. */
function kept(study: string) {
  return room.page.evaluate<Kept, string>(
    async (address) => (await fetch(address)).json() as Promise<Kept>,
    `/api/studies/${study}`,
  );
}

interface Kept {
  readonly feedback: readonly { readonly kind: string; readonly author: string }[];
  readonly report: { readonly impression: string; readonly author: string } | null;
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

test("a session that ends while somebody writes loses nothing", async () => {
  const { page } = room;
  await expect
    .poll(() => page.locator("li[data-index]").first().innerText(), { timeout: 60_000 })
    .toContain("%");
  await page.getByRole("link", { name: "synthetic-02-nodule.png" }).click();
  await page.route("**/feedback", (route) => route.abort());
  await page.locator("[data-finding]").first().click();
  await page.keyboard.press("a");
  await page.getByText("You agree. Not yet saved").waitFor();
  const impression = page.getByLabel("Impression");
  await impression.fill("A nodule on the left.");
  await page.context().clearCookies();
  await page.keyboard.press("Control+s");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.unroute("**/feedback");
  await signIn(PASSWORD);
  await expect.poll(() => impression.inputValue()).toBe("A nodule on the left.");
  await page.getByRole("button", { name: "Save report" }).click();
  const study = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await expect
    .poll(() => kept(study))
    .toMatchObject({
      feedback: [{ kind: "agree", author: "ann" }],
      report: { impression: "A nodule on the left.", author: "ann" },
    });
});

test("what one account has not sent yet is not sent in another's name, and waits for its author", async () => {
  const { page } = room;
  const study = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.route("**/feedback", (route) => route.abort());
  await page.getByLabel("Comment", { exact: true }).fill("By ann alone.");
  await page.getByRole("button", { name: "Save comment" }).click();
  await page.getByText("Not yet saved").waitFor();
  await page.getByLabel("Impression").fill("Not for ben.");
  await signOut("ann");
  await page.unroute("**/feedback");

  await signIn(PASSWORD, "ben");
  const impression = page.getByLabel("Impression");
  await expect.poll(() => impression.inputValue()).toBe("A nodule on the left.");
  expect(await page.getByText("By ann alone.").count()).toBe(0);
  await impression.fill("A nipple, no nodule.");
  await page.getByRole("button", { name: "Save report" }).click();
  await page.getByText(OF_ANOTHER).waitFor();
  expect(await impression.inputValue()).toBe("A nipple, no nodule.");
  expect(await kept(study)).toMatchObject({
    feedback: [{ author: "ann" }],
    report: { impression: "A nodule on the left.", author: "ann" },
  });

  await page.getByRole("banner").getByRole("link", { name: "Thorascope" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await signOut("ben");
  await signIn(PASSWORD);
  // From the worklist: nobody has to open the study again.
  await expect
    .poll(() => kept(study))
    .toMatchObject({
      feedback: [
        { kind: "agree", author: "ann" },
        { kind: "comment", author: "ann" },
      ],
    });
  expect(new URL(page.url()).pathname).toBe("/");
});

test("who signs out leaves nothing behind", async () => {
  const { page } = room;
  await signOut("ann");
  expect(await page.getByText("synthetic-02-nodule.png").count()).toBe(0);
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});
