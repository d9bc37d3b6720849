import { createRequire } from "node:module";
import sharp from "sharp";

const FONT = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");

/** A line of text as a transparent picture. */
export interface TextPicture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Draws white text of the given height in pixels, wrapped at `width`, in a font that comes with Thorascope. */
export async function drawText(text: string, size: number, width: number): Promise<TextPicture> {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="white">${escaped}</span>`,
      font: `DejaVu Sans ${size}px`,
      fontfile: FONT,
      rgba: true,
      width,
      wrap: "word",
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}
