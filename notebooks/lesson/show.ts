import sharp from "sharp";
import { drawText, overlayHeatmap } from "thorascope/report";

/** A radiograph to be shown, and what is drawn on it. */
export interface Tile {
  /** Grey from 0 to 1, row by row. */
  readonly grey: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly caption?: string;
  /** A heatmap to lay over it. */
  readonly heat?: { readonly rows: number; readonly columns: number; readonly data: Float32Array };
  /** Boxes to outline, as shares of the radiograph: left, top, width, height. */
  readonly boxes?: readonly (readonly [number, number, number, number])[];
}

/** How tiles are laid out. */
export interface TileLayout {
  readonly columns?: number;
  /** Width of a tile in pixels. */
  readonly width?: number;
}

const GAP = 8;
const CAPTION = 34;
const LETTERS = 11;

/** Shows radiographs side by side as one PNG. */
export async function showRadiographs(
  tiles: readonly Tile[],
  { columns = 6, width = 160 }: TileLayout = {},
): Promise<void> {
  const drawn = await Promise.all(tiles.map((tile) => drawTile(tile, width)));
  const isGrey = tiles.every(({ heat, boxes }) => heat === undefined && boxes === undefined);
  const hasCaption = tiles.some(({ caption }) => caption !== undefined);
  const tallest = Math.max(...drawn.map(({ height }) => height));
  const cell = { width: width + GAP, height: tallest + (hasCaption ? CAPTION : 0) + GAP };
  const across = Math.min(columns, tiles.length);
  const captions = await Promise.all(
    tiles.map(({ caption }) => (caption ? drawText(caption, LETTERS, width) : null)),
  );
  const placeOf = (index: number) => ({
    left: GAP + (index % across) * cell.width,
    top: GAP + Math.floor(index / across) * cell.height,
  });
  const png = await sharp({
    create: {
      width: across * cell.width + GAP,
      height: Math.ceil(tiles.length / across) * cell.height + GAP,
      channels: 3,
      background: "#17191c",
    },
  })
    .composite([
      ...drawn.map(({ png: input }, index) => ({ input, ...placeOf(index) })),
      ...captions.flatMap((caption, index) => {
        if (caption === null) return [];
        const { left, top } = placeOf(index);
        return [{ input: caption.png, left, top: top + tallest + 4 }];
      }),
    ])
    .png({ compressionLevel: 9, palette: true, colours: isGrey ? 32 : 64, dither: 0 })
    .toBuffer();
  await publish("display_data", {
    data: { "image/png": png.toString("base64"), "text/plain": "a picture of radiographs" },
    metadata: {},
    transient: {},
  });
}

async function drawTile(tile: Tile, width: number): Promise<{ png: Buffer; height: number }> {
  const { grey, rows, columns, heat, boxes = [] } = tile;
  const height = Math.round((width * rows) / columns);
  const enlarged = await sharp(
    Uint8Array.from(grey, (value) => Math.round(255 * value)),
    { raw: { width: columns, height: rows, channels: 1 } },
  )
    .resize(width, height, { kernel: "cubic", fit: "fill" })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const image = {
    grey: Float32Array.from(enlarged, (value) => value / 255),
    rows: height,
    columns: width,
  };
  const rgb = overlayHeatmap(image, heat ?? { rows: 1, columns: 1, data: new Float32Array(1) });
  const outlines = boxes.map(
    ([x, y, w, h]) =>
      `<rect x="${x * width}" y="${y * height}" width="${w * width}" height="${h * height}" fill="none" stroke="#4fd1ff" stroke-width="1.5"/>`,
  );
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${outlines.join("")}</svg>`;
  const png = await sharp(Buffer.from(rgb), { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(overlay) }])
    .png()
    .toBuffer();
  return { png, height };
}

/** A plot with the title that stands over it. */
export interface Plotted {
  readonly title: string;
  /** An SVG element with width and height, as `plotSvg` draws it. */
  readonly svg: string;
}

/** Shows plots side by side as one picture. */
export async function showPlots(plots: readonly Plotted[], columns = 2): Promise<void> {
  await publish("display_data", await drawPlots(plots, columns));
}

const TITLE = 30;

/** Pixels of the picture for each of the plots' own, so that text is sharp on fine screens. */
const FINENESS = 2;

/** As PNG, because GitHub and nbconvert take the drawing out of SVG. */
async function drawPlots(plots: readonly Plotted[], columns: number) {
  const sized = plots.map(({ title, svg }) => ({
    title,
    svg,
    width: Number(/width="([\d.]+)"/.exec(svg)?.[1] ?? 0),
    height: Number(/height="([\d.]+)"/.exec(svg)?.[1] ?? 0),
  }));
  const across = Math.min(columns, plots.length);
  const wide = Math.max(...sized.map((plot) => plot.width));
  const rows = Array.from({ length: Math.ceil(sized.length / across) }, (_, row) =>
    sized.slice(row * across, (row + 1) * across),
  );
  let height = 0;
  const cells = rows.flatMap((row) => {
    const y = height;
    height += TITLE + Math.max(...row.map((plot) => plot.height));
    return row.map(
      ({ title, svg }, column) =>
        `<g transform="translate(${column * wide},${y})"><text x="12" y="20" font-size="13" font-weight="600">${escaped(title)}</text><g transform="translate(0,${TITLE})">${svg}</g></g>`,
    );
  });
  const width = across * wide;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans, sans-serif" color="#222"><rect width="100%" height="100%" fill="#fff"/><g fill="currentColor">${cells.join("").replaceAll("system-ui, sans-serif", "DejaVu Sans, sans-serif")}</g></svg>`;
  const png = await sharp(Buffer.from(picture), { density: 72 * FINENESS })
    .png({ compressionLevel: 9, palette: true, colours: 64, dither: 0 })
    .toBuffer();
  return {
    data: {
      "image/png": png.toString("base64"),
      "text/plain": plots.map(({ title }) => title).join("; "),
    },
    metadata: { "image/png": { width, height } },
  };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/**
 * Prints text. Not by `console.log`, which can't be waited for: on a busy machine what it prints may come after the
 * end of its cell, and be lost.
 */
export async function say(...parts: readonly unknown[]): Promise<void> {
  await publish("stream", { name: "stdout", text: `${parts.join(" ")}\n` });
}

/** Prints rows whose columns stand under each other, the first to the left. */
export async function printTable(rows: readonly (readonly unknown[])[]): Promise<void> {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.max(...texts.map((row) => (row[column] ?? "").length)),
  );
  const lines = texts.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  await say(lines.join("\n"));
}

/**
 * Deno's kernel evaluates cells in one thread and sends what they put out from another, which may also say that the
 * cell has ended, first: what comes after that is lost. So the cell waits for it this long.
 */
const MILLISECONDS_TO_SEND = 60;

const delivered = () => new Promise((resolve) => setTimeout(resolve, MILLISECONDS_TO_SEND));

async function publish(kind: string, content: Record<string, unknown>): Promise<void> {
  await Deno.jupyter.broadcast(kind, content);
  await delivered();
}

let displays = 0;

/** An output that is replaced while the work goes on: each call shows what is now. */
export function live() {
  const display_id = `live-${++displays}-${crypto.randomUUID()}`;
  let isShown = false;
  let sent: Promise<void> = Promise.resolve();
  const send = (drawing: Promise<object>) => {
    const kind = isShown ? "update_display_data" : "display_data";
    isShown = true;
    sent = Promise.all([drawing, sent]).then(([drawn]) =>
      Deno.jupyter.broadcast(kind, { metadata: {}, ...drawn, transient: { display_id } }),
    );
  };
  return {
    text: (text: string) => send(Promise.resolve({ data: { "text/plain": text } })),
    plots: (plots: readonly Plotted[], columns = 2) => send(drawPlots(plots, columns)),
    /** Waits until all of it is on its way. */
    done: async () => {
      await sent;
      await delivered();
    },
  };
}

/** Writes a radiograph as an 8-bit grey PNG. */
export async function writeRadiograph(
  path: string,
  { grey, rows, columns }: Pick<Tile, "grey" | "rows" | "columns">,
): Promise<void> {
  const bytes = Uint8Array.from(grey, (value) => Math.round(255 * value));
  await sharp(bytes, { raw: { width: columns, height: rows, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toFile(path);
}

/** Shows a PNG, drawn small enough for a page. */
export async function showPng(png: Uint8Array, width: number): Promise<void> {
  const small = await sharp(png)
    .resize({ width })
    .png({ palette: true, colours: 96, dither: 0 })
    .toBuffer();
  await publish("display_data", {
    data: { "image/png": small.toString("base64"), "text/plain": "a picture" },
    metadata: {},
    transient: {},
  });
}
