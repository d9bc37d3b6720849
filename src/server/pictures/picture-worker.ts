import sharp from "sharp";
import { FINDINGS } from "../../findings/index.ts";
import { cardOf, readEvidence, readModelFolder } from "../../model/index.node.ts";
import { nodeDecoders } from "../../radiograph/decoders.node.ts";
import {
  type GreyImage,
  type Radiograph,
  RefusedRadiographError,
  readRadiographWith,
  toGrey,
} from "../../radiograph/index.ts";
import { heatmapsFromNpy } from "../../reading/index.ts";
import { drawHeatmap, modelCardHtml } from "../../report/index.node.ts";
import { type Served, serveRequests } from "../../worker-pool.node.ts";
import { drawReport, narrowed } from "./draw-report.ts";
import type { PictureAnswer, PictureRequest, StoredImage } from "./picture-messages.ts";
import { viewerPixels } from "./viewer-pixels.ts";

/** Draws pictures in a thread of its own: decoding, resizing and colouring take long. */
serveRequests(async (request: PictureRequest): Promise<Served<PictureAnswer>> => {
  try {
    return await draw(request);
  } catch (error) {
    return { answer: answerFor(error), transfer: [] };
  }
});

async function draw(request: PictureRequest): Promise<Served<PictureAnswer>> {
  if (request.kind === "card") {
    const { description } = await readModelFolder(request.folder);
    const evidence = await readEvidence(request.folder, description);
    return { answer: { html: await modelCardHtml(cardOf(description, evidence)) }, transfer: [] };
  }
  const radiograph = await decode(request.image);
  if (request.kind === "pixels") {
    const pixels = viewerPixels(radiograph);
    return { answer: { pixels }, transfer: [pixels.pixels.buffer as ArrayBuffer] };
  }
  const { rows, columns } = radiograph;
  const whole: GreyImage = { rows, columns, grey: toGrey(radiograph) };
  if (request.kind === "report") {
    const { reading, heatmaps, widths } = request;
    return { answer: { report: await drawReport(whole, reading, heatmaps, widths) }, transfer: [] };
  }
  const grey = narrowed(whole, request.width ?? columns);
  if (request.kind === "picture") return { answer: { png: await greyPng(grey) }, transfer: [] };
  const { reading, finding } = request;
  const heatmaps = heatmapsFromNpy(request.heatmaps);
  const read = reading.findings[FINDINGS.indexOf(finding)];
  if (read === undefined) throw new RangeError(`The reading lacks ${finding}.`);
  return { answer: { png: await drawHeatmap(grey, { ...reading, heatmaps }, read) }, transfer: [] };
}

function decode({ bytes, fileName }: StoredImage): Promise<Radiograph> {
  // What is refused for what it shows can still be looked at.
  return readRadiographWith(nodeDecoders, bytes, fileName, { anyPart: true });
}

async function greyPng({ rows, columns, grey }: GreyImage): Promise<Uint8Array> {
  const bytes = Uint8Array.from(grey, (value) => Math.round(value * 255));
  return sharp(bytes, { raw: { width: columns, height: rows, channels: 1 } })
    .toColourspace("b-w")
    .png({ compressionLevel: 4 })
    .toBuffer();
}

/** An error in a form that another thread can make whole again. */
function answerFor(error: unknown): PictureAnswer {
  if (error instanceof RefusedRadiographError) {
    return { refusal: { code: error.code, message: error.message } };
  }
  return { failure: error instanceof Error ? error : new Error(String(error)) };
}
