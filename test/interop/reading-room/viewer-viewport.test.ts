import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../../src/findings/index.ts";
import { heatmapOf, heatmapsFromNpy } from "../../../src/reading/index.ts";
import { type Attributes, makeDicom, words } from "../../dicom/make-dicom.ts";
import { axeViolations, sample } from "./reading-room.ts";
import {
  drawn,
  type SentImage,
  startViewerRoom,
  surfaceOf,
  type ViewerRoom,
} from "./viewer-room.ts";

/** Blocks of one grey each, 16 pixels wide and high. */
const BLOCK = 16;
const [COLUMNS, ROWS] = [256, 192];
const [ACROSS, DOWN] = [COLUMNS / BLOCK, ROWS / BLOCK];

/** The one bright block of the file "marker.dcm". */
const MARKER = [96, 32, 112, 48] as const;

/** A file of 12 bits whose pixels are made from their column and row. */
function dicom(uid: number, pixel: (x: number, y: number) => number, more: Attributes) {
  const pixels = Array.from({ length: ROWS * COLUMNS }, (_, index) =>
    pixel(index % COLUMNS, Math.floor(index / COLUMNS)),
  );
  return makeDicom({
    SOPInstanceUID: `2.25.${uid}`,
    Rows: ROWS,
    Columns: COLUMNS,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelData: words(pixels),
    ...more,
  });
}

/** Blocks whose greys rise over the whole file. */
const rising = (x: number, y: number) => {
  const block = Math.floor(y / BLOCK) * ACROSS + Math.floor(x / BLOCK);
  return Math.round((4095 * block) / (ACROSS * DOWN - 1));
};
const LINEAR = { WindowCenter: "2000", WindowWidth: "3000" };
const FILES: Readonly<Record<string, Uint8Array>> = {
  "linear.dcm": dicom(1, rising, LINEAR),
  "inverse.dcm": dicom(2, rising, {
    ...LINEAR,
    PhotometricInterpretation: "MONOCHROME1",
    VOILUTFunction: "LINEAR_EXACT",
    RescaleSlope: "1.5",
    RescaleIntercept: "-300",
  }),
  "curve.dcm": dicom(3, rising, {
    ...LINEAR,
    PhotometricInterpretation: "MONOCHROME1",
    VOILUTFunction: "SIGMOID",
  }),
  // Black outside the image, though the window begins far below its values.
  "padded.dcm": dicom(5, rising, {
    ...{ WindowCenter: "1500", WindowWidth: "6000", PixelPaddingValue: 4095 },
  }),
  "marker.dcm": dicom(
    4,
    (x, y) => {
      const [left, top, right, bottom] = MARKER;
      return x >= left && x < right && y >= top && y < bottom ? 4095 : 0;
    },
    { WindowCenter: "2048", WindowWidth: "4096", ImagerPixelSpacing: "0.25\\0.25" },
  ),
};

let folder: string;
let viewer: ViewerRoom;
let page: Page;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-viewer-files-"));
  const files = await Promise.all(
    Object.entries(FILES).map(async ([name, bytes]) => {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    }),
  );
  files.push(sample("synthetic-05-effusion.dcm"));
  viewer = await startViewerRoom({ files });
  page = viewer.page;
});
afterAll(async () => {
  await viewer?.close();
  await rm(folder, { recursive: true, force: true });
});

function imageNamed(name: string): SentImage {
  const image = viewer.images.find(({ fileName }) => fileName === name);
  if (image === undefined) throw new Error(`${name} was not taken`);
  return image;
}

/** Greys that cornerstone3D drew at places of the surface, in CSS pixels. */
function greysAt(places: readonly (readonly number[])[]): Promise<number[]> {
  return page.evaluate<number[]>(`probe.greysAt(${JSON.stringify(places)})`);
}

/** Left, top, right and bottom of what cornerstone3D drew bright, in CSS pixels of the surface. */
function brightBox(): Promise<number[]> {
  return page.evaluate<number[]>("probe.brightBox()");
}

/** Where places of the whole, unturned image are in the surface. */
async function fitting(): Promise<(x: number, y: number) => readonly [number, number]> {
  const { width, height } = await surfaceOf(page);
  const scale = Math.min(width / COLUMNS, height / ROWS);
  return (x, y) => [width / 2 + (x - COLUMNS / 2) * scale, height / 2 + (y - ROWS / 2) * scale];
}

/** Presses keys of the page, and waits for what they draw. */
async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  await drawn(page);
}

/** Draws a line over the surface. */
async function drag(from: readonly number[], to: readonly number[]): Promise<void> {
  const { x, y } = await surfaceOf(page);
  const at = ([across = 0, down = 0]: readonly number[]) => [x + across, y + down] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
  await drawn(page);
}

describe.each(["webgl", "none"] as const)("drawn by %s", (graphics) => {
  beforeAll(() => viewer.open(graphics));

  test("the processor says that it draws, and only then", async () => {
    await viewer.show(imageNamed("linear.dcm"));
    const note = page.getByText("Drawn without graphics acceleration");
    expect(await note.count()).toBe(graphics === "none" ? 1 : 0);
  });

  test.each(["linear.dcm", "inverse.dcm", "curve.dcm", "padded.dcm"])(
    "%s has the greys of picture.png",
    async (name) => {
      const image = imageNamed(name);
      await viewer.show(image);
      const answer = await fetch(`${viewer.room.origin}/api/images/${image.id}/picture.png`);
      const picture = await sharp(Buffer.from(await answer.arrayBuffer()))

        .extractChannel(0)
        .raw()
        .toBuffer();
      const centres = Array.from({ length: ACROSS * DOWN }, (_, block) => {
        const across = ((block % ACROSS) + 0.5) * BLOCK;
        return [across, (Math.floor(block / ACROSS) + 0.5) * BLOCK] as const;
      });
      const fitted = await fitting();
      const places = centres.map(([x, y]) => fitted(x, y));
      const shown = await greysAt(places);
      const wanted = centres.map(([x, y]) => picture[y * COLUMNS + x] ?? -1);
      expect(new Set(wanted).size).toBeGreaterThan(50);
      const differences = wanted.map((grey, index) => Math.abs(grey - (shown[index] ?? 0)));
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    },
  );

  test("inverting exchanges black and white, resetting undoes it", async () => {
    await viewer.show(imageNamed("linear.dcm"));
    const place = [(await fitting())(8, 8)];
    const before = await greysAt(place);
    await press("i");
    expect(await greysAt(place)).toEqual(before.map((grey) => 255 - grey));
    await page.getByText("Black and white exchanged", { exact: true }).waitFor();
    await press("0");
    expect(await greysAt(place)).toEqual(before);
  });

  test("what lies over the image lies where it is drawn, however it is turned, mirrored and zoomed", async () => {
    const box = { id: "marker", box: [...MARKER], label: "Marker" };
    await viewer.show(imageNamed("marker.dcm"), { boxes: [box] });
    for (const keys of [[], ["r"], ["f"], ["r"], ["r"], ["0", "f"], ["+", "+", "r"]]) {
      await press(...keys);
      const points = await page.locator("polygon[class*=outline]").getAttribute("points");
      const corners = (points ?? "").split(/[ ,]/).map(Number);
      const xs = corners.filter((_, index) => index % 2 === 0);
      const ys = corners.filter((_, index) => index % 2 === 1);
      const outline = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      const bright = await brightBox();
      // A pixel of the image is three or more of the screen: half a pixel off would be seen.
      for (const [side, place] of outline.entries()) {
        expect(Math.abs(place - (bright[side] ?? 0)), `${keys} side ${side}`).toBeLessThan(1.1);
      }
    }
    await page.getByText("the heart appears on the wrong side").waitFor();
  });

  test("the wheel zooms to the pointer", async () => {
    await viewer.show(imageNamed("marker.dcm"));
    await press("0");
    const [left = 0, top = 0, right = 0] = await brightBox();
    const { x, y } = await surfaceOf(page);
    await page.mouse.move(x + left, y + top);
    await page.mouse.wheel(0, -200);
    await drawn(page);
    const zoomed = await brightBox();
    expect(Math.abs((zoomed[0] ?? 0) - left)).toBeLessThan(2);
    expect(Math.abs((zoomed[1] ?? 0) - top)).toBeLessThan(2);
    expect((zoomed[2] ?? 0) - (zoomed[0] ?? 0)).toBeGreaterThan(1.3 * (right - left));
    await press("0");
  });

  test("the heatmap is strongest where the map is, also after turning, mirroring and zooming", async () => {
    const image = imageNamed("synthetic-05-effusion.dcm");
    const answer = await fetch(`${viewer.room.origin}/api/images/${image.id}/heatmaps.npy`);
    const maps = heatmapsFromNpy(new Uint8Array(await answer.arrayBuffer()));
    const map = heatmapOf(maps, FINDINGS.indexOf("Effusion"));
    const strongest = map.indexOf(map.reduce((a, b) => Math.max(a, b)));
    // The same image, but black with a white spot in the middle of that cell.
    const address = `${viewer.room.origin}/api/images/${image.id}/pixels`;
    const headers = (await fetch(address)).headers;
    const [rows, columns] = [768, 768];
    expect(headers.get("thorascope-rows")).toBe(String(rows));
    const centre = [
      ((strongest % maps.columns) + 0.5) * (columns / maps.columns),
      (Math.floor(strongest / maps.columns) + 0.5) * (rows / maps.rows),
    ] as const;
    const [spotX, spotY] = centre;
    const pixels = Uint16Array.from({ length: rows * columns }, (_, index) => {
      const isNear = Math.hypot((index % columns) - spotX, Math.floor(index / columns) - spotY) < 5;
      return isNear ? 4000 : 0;
    });
    await page.route(address, (route) =>
      route.fulfill({ body: Buffer.from(pixels.buffer), headers: Object.fromEntries(headers) }),
    );
    await viewer.show(image, { heatmap: { finding: "Effusion", opacity: 0.5 } });
    await page.getByRole("application", { name: /with the heatmap of Effusion/ }).waitFor();
    const compare = async () => {
      const [left = 0, top = 0, right = 0, bottom = 0] = await brightBox();
      const spot = [(left + right) / 2, (top + bottom) / 2] as const;
      const [x = 0, y = 0] = await page.evaluate<number[]>("probe.strongestPlace()");
      expect(Math.hypot(x - spot[0], y - spot[1])).toBeLessThan(4);
      return spot;
    };
    for (const keys of [[], ["r"], ["f"]]) {
      await press(...keys);
      await compare();
    }
    // It may lie at the image's edge: zoomed to itself, it stays on the screen.
    const [spotAcross, spotDown] = await compare();
    const surface = await surfaceOf(page);
    await page.mouse.move(surface.x + spotAcross, surface.y + spotDown);
    await page.mouse.wheel(0, -300);
    await drawn(page);
    await compare();
    await page.unroute(address);
    await press("0");
  });

  test("a length is in millimetres at the detector, and stays after a reload until it is deleted", async () => {
    const image = imageNamed("marker.dcm");
    await viewer.show(image);
    await press("0", "l");
    const fitted = await fitting();
    // 128 pixels of 0.25 mm.
    await drag(fitted(64, 96), fitted(192, 96));
    const list = page.getByRole("list", { name: "Measurements" });
    const length = list.getByText(/^Length 1: \d+\.\d mm$/);
    const value = Number.parseFloat((await length.innerText()).replace("Length 1: ", ""));
    expect(Math.abs(value - 32)).toBeLessThan(0.15);
    await list.getByText("At the detector").waitFor();
    await viewer.open(graphics);
    await viewer.show(image);
    expect(await list.getByText(/^Length 1/).count()).toBe(1);
    await list.getByText("At the detector").waitFor();
    // A click anywhere on the line selects it.
    const { x, y } = await surfaceOf(page);
    const [across, down] = (await fitting())(140, 96);
    await page.mouse.click(x + across, y + down);
    await page.locator("li[data-selected=true]", { hasText: "Length 1" }).waitFor();
    // Dragged as a whole beyond the image's edge, it stops there and is as long as it was.
    const again = await fitting();
    await drag(again(140, 96), again(-60, 96));
    expect(await length.innerText()).toContain(value.toFixed(1));
    await press("Delete");
    expect(await list.count()).toBe(0);
    await page.getByText("Length 1 is deleted.").waitFor({ state: "attached" });
  });

  test("the cardiothoracic ratio is that of two lines, and follows them", async () => {
    await viewer.show(imageNamed("marker.dcm"));
    await press("0", "c");
    const fitted = await fitting();
    await page.getByText("1 of 2: draw a line across the heart").waitFor();
    await drag(fitted(88, 120), fitted(168, 120));
    await page.getByText("2 of 2: draw a line across the inside of the chest").waitFor();
    await drag(fitted(48, 150), fitted(208, 150));
    const list = page.getByRole("list", { name: "Measurements" });
    const ratio = async () => Number(/ratio 1: ([\d.]+)/.exec(await list.innerText())?.[1]);
    expect(await ratio()).toBeCloseTo(0.5, 1);
    // The heart's right end, 40 pixels outwards. What is said of it below took from the image's height.
    const smaller = await fitting();
    await drag(smaller(168, 120), smaller(208, 120));
    expect(await ratio()).toBeCloseTo(0.75, 1);
    await list.getByText("suggests an enlarged heart").waitFor();
    await page.getByRole("button", { name: "Delete Cardiothoracic ratio 1" }).click();
    expect(await list.count()).toBe(0);
    await press("w");
  });

  test("a box that is drawn on a turned and mirrored image is in the image's own pixels", async () => {
    await viewer.show(imageNamed("marker.dcm"), { drawing: true });
    await press("0", "r", "f");
    const [left = 0, top = 0, right = 0, bottom = 0] = await brightBox();
    await drag([left, top], [right, bottom]);
    const [box = []] = await page.evaluate<number[][]>("drawnBoxes.splice(0)");
    expect(box.length).toBe(4);
    for (const [side, place] of MARKER.entries()) {
      expect(Math.abs((box[side] ?? 0) - place)).toBeLessThanOrEqual(1);
    }
    await press("0");
  });

  test("a box can be drawn by keys, and given up", async () => {
    await viewer.show(imageNamed("marker.dcm"), { drawing: true });
    await press("Enter", "Shift+ArrowRight", "Shift+ArrowDown", "Enter");
    const [box = []] = await page.evaluate<number[][]>("drawnBoxes.splice(0)");
    const [x = 0, y = 0, right = 0, bottom = 0] = box;
    expect([x, y]).toEqual([COLUMNS / 2, ROWS / 2]);
    expect(right - x).toBeGreaterThan(3);
    expect(bottom - y).toBeGreaterThan(3);
    await viewer.show(imageNamed("marker.dcm"), { drawing: true });
    await page.getByText("Draw a box").waitFor();
    await press("Enter", "ArrowRight", "Escape");
    await page.getByText("Draw a box").waitFor({ state: "detached" });
    expect(await page.evaluate("drawnBoxes.length")).toBe(0);
  });

  test("the server's rules for content forbid nothing of it, and nothing goes wrong", async () => {
    expect(await viewer.violations()).toEqual([]);
    expect(viewer.room.errors).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
  });
});

test("coming and going again and again leaves neither canvases nor WebGL contexts behind", async () => {
  await viewer.open("webgl");
  await viewer.show(imageNamed("linear.dcm"));
  const contexts = await page.evaluate("webglContexts");
  for (let visit = 0; visit < 8; visit++) {
    await page.evaluate("show(null)");
    await page.locator("canvas").waitFor({ state: "detached" });
    await viewer.show(imageNamed(visit % 2 === 0 ? "marker.dcm" : "linear.dcm"));
  }
  expect(await page.evaluate("webglContexts")).toBe(contexts);
  expect(await page.locator("canvas.cornerstone-canvas").count()).toBe(1);
});

test("two radiographs stand side by side, move together if wished, and follow one another on a phone", async () => {
  await viewer.open("webgl");
  const prior = { image: imageNamed("linear.dcm"), label: "12 Mar 2024" };
  await viewer.show(imageNamed("marker.dcm"), { prior });
  const surfaces = page.getByRole("application");
  expect(await surfaces.count()).toBe(2);
  await page.getByRole("heading", { name: "Comparison: 12 Mar 2024" }).waitFor();
  await page.locator("svg[class*=marks]").nth(1).waitFor();
  const [before] = [await brightBox()];
  await page.getByRole("checkbox", { name: "Move and zoom both together" }).check();
  await surfaces.nth(1).focus();
  await press("+");
  const after = await brightBox();
  expect((after[2] ?? 0) - (after[0] ?? 0)).toBeGreaterThan((before[2] ?? 0) - (before[0] ?? 0));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("radio", { name: "Comparison: 12 Mar 2024" }).waitFor({ state: "attached" });
  expect(await surfaces.count()).toBe(1);
  const width = await page.evaluate<number>("document.documentElement.scrollWidth");
  expect(width).toBeLessThanOrEqual(390);
  // Neither name is cut off.
  for (const name of await page.locator("[class*=tabLabel]").all()) {
    expect(await name.evaluate((label) => label.scrollWidth - label.clientWidth)).toBe(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("an image stays when the graphics card is lost: the processor goes on", async () => {
  await viewer.open("webgl");
  await viewer.show(imageNamed("marker.dcm"));
  await page.evaluate("loseWebgl()");
  await page.getByText("Drawn without graphics acceleration").waitFor();
  await drawn(page);
  // That line below the image takes a little of its room: it is where it fits now.
  const place = await fitting();
  const [left = 0, top = 0, right = 0, bottom = 0] = MARKER;
  const expected = [...place(left, top), ...place(right, bottom)];
  for (const [side, found] of (await brightBox()).entries()) {
    expect(Math.abs(found - (expected[side] ?? 0))).toBeLessThan(2);
  }
});

test("an image that the server does not send is explained, and can be asked for again", async () => {
  const image = imageNamed("curve.dcm");
  const address = `${viewer.room.origin}/api/images/${image.id}/pixels`;
  await page.route(address, (route) => route.abort());
  await viewer.open("webgl");
  const shown = viewer.show(image);
  await page.getByText("The server does not answer").waitFor();
  await page.unroute(address);
  await page.getByRole("button", { name: "Try again" }).click();
  await shown;
});
