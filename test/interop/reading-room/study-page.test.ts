import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { displayName, isFinding } from "../../../src/findings/index.ts";
import { axeViolations, type ReadingRoom, sample, startReadingRoom } from "./reading-room.ts";

interface FindingOfReading {
  readonly finding: string;
  readonly probability: number;
  readonly positive: boolean;
  readonly borderline: boolean;
  readonly operatingPoint: number;
}

interface StudyOfList {
  readonly id: string;
  readonly images: readonly { readonly id: string; readonly fileName: string }[];
}

let room: ReadingRoom;
let folder: string;
let studies: readonly StudyOfList[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-study-"));
  const turned = join(folder, "turned.png");
  await sharp(sample("synthetic-01-normal.png")).rotate(90).png().toFile(turned);
  const second = join(folder, "second-image.dcm");
  await writeFile(
    second,
    inStudyOf(
      await readFile(sample("synthetic-05-effusion.dcm")),
      await readFile(sample("synthetic-06-consolidation.dcm")),
    ),
  );
  const files = [
    sample("synthetic-05-effusion.dcm"),
    second,
    sample("synthetic-04-pneumothorax.png"),
    turned,
  ];
  room = await startReadingRoom({ files });
  studies = (await get<{ items: StudyOfList[] }>("/api/studies")).items;
});

afterAll(async () => {
  await room?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the study page", () => {
  test("shows the findings as the server tells them, positive ones first", async () => {
    const { page, image } = await open("synthetic-05-effusion.dcm");
    const { findings } = await get<{ findings: FindingOfReading[] }>(
      `/api/images/${image}/reading`,
    );
    const items = await page.locator("[data-finding]").all();
    const shown = await Promise.all(
      items.map(async (item) => ({
        finding: await item.getAttribute("data-finding"),
        said: await item.innerText(),
      })),
    );
    expect(shown.map(({ finding }) => finding).toSorted()).toEqual(
      findings.map(({ finding }) => finding).toSorted(),
    );
    for (const { finding, said } of shown) {
      const reading = findings.find((one) => one.finding === finding);
      if (reading === undefined) throw new Error(`${finding} is not in the reading`);
      expect(said).toContain(inWords(reading.probability));
      expect(said).toContain(verdictOf(reading));
    }
    const verdicts = shown.map(({ said }) =>
      VERDICTS.findIndex((verdict) => said.includes(verdict)),
    );
    expect(verdicts).toEqual(verdicts.toSorted((a, b) => a - b));
    const panel = page.getByRole("region", { name: "Findings" });
    await panel.getByText("Research use, not a diagnosis").waitFor();
  });

  test("shows the second finding's heatmap at a click or by keys, and holds one back that is not positive", async () => {
    const { page } = await open("synthetic-05-effusion.dcm");
    const item = (index: number) => page.locator("[data-finding]").nth(index);
    const second = (await item(1).getAttribute("data-finding")) ?? "";
    if (!isFinding(second)) throw new Error(`${second} is no finding`);
    await item(1).getByText("Show heatmap").click();
    await page.getByText("Heatmap shown").waitFor();
    expect(await item(1).getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("k");
    await page.keyboard.press("j");
    expect(await item(1).getAttribute("aria-expanded")).toBe("true");
    await page.getByText(`Heatmap: ${displayName(second)}.`).waitFor();
    await page.keyboard.press("h");
    await page.getByText("Heatmap hidden").waitFor();
    const negative = page
      .locator("[data-finding]", { hasText: /negative|borderline, below/ })
      .first();
    await negative.click();
    await page.getByText("is below its operating point").waitFor();
    await page.getByRole("button", { name: "Show it anyway" }).click();
    await page.getByText("Shown although the finding is not positive").waitFor();
    await page.getByText("How good is the model at this?").click();
    await page.getByText(/Sensitivity \d+%/).waitFor();
  });

  test("of two images in a study each has its own findings and feedback, and both one report", async () => {
    const { page, study } = await open("synthetic-05-effusion.dcm");
    const { images } = studyOf("synthetic-05-effusion.dcm");
    const fileNames = images.map(({ fileName }) => fileName);
    expect(fileNames).toEqual(["synthetic-05-effusion.dcm", "second-image.dcm"]);
    const choose = (number: number) =>
      page.getByRole("button", { name: `Image ${number} of 2` }).click();
    for (const [index, { id }] of images.entries()) {
      await choose(index + 1);
      const { findings } = await get<{ findings: FindingOfReading[] }>(`/api/images/${id}/reading`);
      const inOrder = findings.filter((one) => one.operatingPoint < 1 && one.positive);
      for (const { finding, probability } of inOrder) {
        const item = page.locator(`[data-finding="${finding}"]`);
        await expect.poll(() => item.innerText()).toContain(inWords(probability));
      }
    }
    await page.locator("[data-finding]").first().click();
    await page.keyboard.press("a");
    await page.getByText("You agree. Saved.").waitFor();
    const { feedback } = await get<{ feedback: { image: string }[] }>(`/api/studies/${study}`);
    expect(feedback.map((one) => one.image)).toEqual([images[1]?.id]);

    await page.getByRole("button", { name: "Mark it on the radiograph" }).click();
    await page.getByText("Draw a box: drag over the image").waitFor();
    await choose(1);
    await page.locator(`[aria-pressed="true"]`, { hasText: "Image 1 of 2" }).waitFor();
    // A box that was asked for on the other image has no place on this one.
    await page.getByText("Draw a box: drag over the image").waitFor({ state: "detached" });
    expect(await page.getByText("You agree.").count()).toBe(0);
    // Nor does it wait there for whoever comes back.
    await choose(2);
    await page.locator(`[aria-pressed="true"]`, { hasText: "Image 2 of 2" }).waitFor();
    await page.locator("svg[class*=marks]").waitFor();
    expect(await page.getByText("Draw a box: drag over the image").count()).toBe(0);
    await page.getByRole("button", { name: "Insert a draft from the findings" }).click();
    const impression = page.locator("#impression");
    await expect.poll(() => impression.inputValue()).toMatch(/Image 1.*Image 2/s);
    await impression.fill("");
  });

  test("a refused image says why and what to do, and can be read anyway", async () => {
    const { page, image } = await open("turned.png");
    await page.getByText("seems to lie on its side").waitFor();
    await page.getByText("Turn it upright").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: /Read anyway/ }).click();
    await page.getByRole("button", { name: "Yes, read it anyway" }).click();
    await page.getByText("Read although the model refused it").waitFor();
    const reading = await get<{ anyway: boolean }>(`/api/images/${image}/reading`);
    expect(reading.anyway).toBe(true);
  });

  test("leads to the next study of the list that somebody came from, and back", async () => {
    const { page, study } = await open("synthetic-05-effusion.dcm");
    const next = studyOf("synthetic-04-pneumothorax.png").id;
    expect(await page.getByRole("button", { name: "Next study" }).count()).toBe(0);
    await page.evaluate(`history.replaceState({ order: ["${study}", "${next}"] }, "")`);
    await page.reload();
    await page.locator("#impression").waitFor();
    await page.keyboard.press("n");
    await page.getByRole("heading", { name: "synthetic-04-pneumothorax.png" }).waitFor();
    expect(await page.getByRole("button", { name: "Next study" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Previous study" }).click();
    await page.getByRole("heading", { name: "SYNTHETIC, EDA" }).waitFor();
    await page.keyboard.press("u");
    await page.waitForURL(`${room.origin}/`);
  });

  test("a study that is not there is said to be unknown", async () => {
    await room.page.goto(`${room.origin}/studies/${"0".repeat(64)}`);
    await room.page.getByRole("heading", { name: "There is no such study" }).waitFor();
  });

  test("a part of the page that the server does not have any more leaves a way on", async () => {
    const { page, origin } = room;
    await page.goto(origin);
    await page.route("**/assets/study-page*.js", (route) => route.fulfill({ status: 404 }));
    await page.getByRole("link", { name: "SYNTHETIC, EDA" }).click();
    await page.getByRole("alert").getByText("This page could not be shown").waitFor();
    await page.unroute("**/assets/study-page*.js");
    await page.getByRole("button", { name: "Load again" }).click();
    await page.locator("#impression").waitFor();
    expect(await page.title()).toBe("Study · Thorascope");
  });

  test.each([
    [1440, "en-GB", "Radiograph"],
    [390, "en-GB", "Radiograph"],
    [1440, "ar", "صورة الأشعة"],
    [390, "ar", "صورة الأشعة"],
  ])(
    "at %i px in %s nothing is cut off and axe finds nothing wrong",
    async (width, locale, name) => {
      const context = await room.page
        .context()
        .browser()
        ?.newContext({
          viewport: { width, height: 844 },
          locale,
          reducedMotion: "reduce",
        });
      if (context === undefined) throw new Error("there is no browser");
      const page = await context.newPage();
      await page.goto(`${room.origin}/studies/${studyOf("synthetic-05-effusion.dcm").id}`);
      await page.locator("[data-finding]").first().click();
      await page.locator("#impression").waitFor();
      await page.locator("svg[class*=marks]").waitFor();
      const direction = await page.locator("html").getAttribute("dir");
      expect(direction).toBe(locale === "ar" ? "rtl" : "ltr");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      // All of the image is seen, with what is said below it, wherever the page is scrolled to.
      for (const scrolled of [0, 5000]) {
        await page.evaluate(`scrollTo(0, ${scrolled})`);
        const surface = await page.getByRole("application").boundingBox();
        const viewer = await page.getByRole("region", { name: name }).boundingBox();
        if (surface === null || viewer === null) throw new Error("there is no viewer");
        expect(surface.y).toBeGreaterThan(viewer.y);
        expect(surface.y + surface.height).toBeLessThan(viewer.y + viewer.height);
        expect(viewer.y + viewer.height).toBeLessThanOrEqual(844);
        expect(surface.height).toBeGreaterThan(240);
        const isScrolled = width < 900 && scrolled > 0;
        const header = await page.getByRole("banner").boundingBox();
        // Nothing of the page shows between the header and the image.
        if (isScrolled) expect(viewer.y).toBeCloseTo((header?.y ?? 0) + (header?.height ?? 0), 0);
      }
      if (width < 900) {
        await page.locator("#impression").focus();
        const viewer = await page.getByRole("region", { name: name }).boundingBox();
        // What is typed has the screen for itself.
        expect((viewer?.y ?? 0) + (viewer?.height ?? 0)).toBeLessThan(0);
      }
      expect(await axeViolations(page)).toEqual([]);
      await context.close();
    },
  );
});

/** Opens the study of a file, and waits until its findings or its refusal are shown. */
async function open(file: string): Promise<{ page: Page; study: string; image: string }> {
  const { page, origin } = room;
  const { id: study, images } = studyOf(file);
  await page.goto(`${origin}/studies/${study}`);
  await page.locator("#impression").waitFor();
  return { page, study, image: images[0]?.id ?? "" };
}

/** The second file as an image of the first one's study: the UIDs of the samples are equally long. */
function inStudyOf(first: Buffer, second: Buffer): Buffer {
  // (0020,000D), UI, in explicit little endian.
  const tag = Buffer.from([0x20, 0x00, 0x0d, 0x00, 0x55, 0x49]);
  const uidOf = (file: Buffer) => {
    const start = file.indexOf(tag) + 8;
    return file.subarray(start, start + file.readUInt16LE(start - 2));
  };
  const changed = Buffer.from(second);
  uidOf(first).copy(uidOf(changed));
  return changed;
}

function studyOf(file: string): StudyOfList {
  const study = studies.find(({ images }) => images.some(({ fileName }) => fileName === file));
  if (study === undefined) throw new Error(`there is no study of ${file}`);
  return study;
}

async function get<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(room.origin + path)).json()) as Answer;
}

/** Verdicts in the order of the list. */
const VERDICTS = [
  "positive",
  "borderline, above",
  "borderline, below",
  "negative",
  "not judged",
] as const;

function verdictOf({ positive, borderline, operatingPoint }: FindingOfReading): string {
  if (operatingPoint === 1) return "not judged";
  if (borderline) return positive ? "borderline, above" : "borderline, below";
  return positive ? "positive" : "negative";
}

function inWords(probability: number): string {
  return probability < 0.005 ? "< 1%" : `${Math.round(100 * probability)}%`;
}
