import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";

const PICTURES = resolve(import.meta.dirname, "../../docs/images");

/** A committed recording may not be larger: whoever reads on GitHub loads it with the page. */
const MOST_BYTES = 700_000;

/** A recording is this wide, whatever the page was. */
const WIDTH = 960;

/** Frames of a page, each shown for a time of its own. */
export class Film {
  readonly #page: Page;
  readonly #frames: Buffer[] = [];
  readonly #delays: number[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Takes the page as it stands, to be shown for so many milliseconds. */
  async take(milliseconds: number): Promise<void> {
    const picture = await this.#page.screenshot();
    this.#frames.push(await sharp(picture).resize({ width: WIDTH }).png().toBuffer());
    this.#delays.push(milliseconds);
  }

  /** Writes `recording-NAME.webp`, which plays once, and its last frame as `recording-NAME-still.webp`. */
  async write(name: string): Promise<void> {
    const path = join(PICTURES, `recording-${name}.webp`);
    const { size } = await sharp(this.#frames, { join: { animated: true } })
      .webp({ quality: 70, effort: 6, delay: this.#delays, loop: 1, minSize: true, mixed: true })
      .toFile(path);
    if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes: take fewer frames.`);
    const last = this.#frames.at(-1);
    await sharp(last).webp({ quality: 80 }).toFile(path.replace(".webp", "-still.webp"));
    const seconds = this.#delays.reduce((sum, delay) => sum + delay, 0) / 1000;
    console.log(`${path}: ${this.#frames.length} frames, ${seconds.toFixed(1)} s, ${size} bytes`);
  }
}
