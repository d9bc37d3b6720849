import type { Finding } from "../../findings/index.ts";
import { type RefusalCode, RefusedRadiographError } from "../../radiograph/index.ts";
import type { Reading } from "../../reading/index.ts";
import { workerPool } from "../../worker-pool.node.ts";
import { workerSource } from "../../worker-source.node.ts";
import { RequestError } from "../http/errors.ts";
import type { ReportPictures, ReportWidths } from "./draw-report.ts";
import type { PictureAnswer, PictureRequest, StoredImage } from "./picture-messages.ts";
import type { ViewerPixels } from "./viewer-pixels.ts";

/** The code of a worker. */
const WORKER = workerSource("./picture-worker.ts", import.meta.url);

/** A picture that takes longer is given up. */
const SECONDS = 60;

/** Pictures that may wait; each holds a whole file. */
const MOST_WAITING = 64;

/** Draws pictures and pages in other threads. All refuse (SERVER_BUSY) where too many wait. */
export interface Pictures {
  /** Grey of 8 bits as PNG, at most so wide. @throws RefusedRadiographError if the file can't be read. */
  picture(image: StoredImage, width: number | null): Promise<Uint8Array>;
  /** For viewers. @throws RefusedRadiographError */
  pixels(image: StoredImage): Promise<ViewerPixels>;
  /** A finding's heatmap over the image, as PNG. @throws RefusedRadiographError */
  heatmap(
    image: StoredImage,
    reading: Omit<Reading, "heatmaps">,
    heatmaps: Uint8Array,
    finding: Finding,
    width: number | null,
  ): Promise<Uint8Array>;
  /** What a report shows of an image. @throws RefusedRadiographError */
  report(
    image: StoredImage,
    reading: Omit<Reading, "heatmaps">,
    heatmaps: Uint8Array,
    widths: ReportWidths,
  ): Promise<ReportPictures>;
  /** The card of the model in a folder, as HTML. */
  card(folder: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts drawing in so many threads. */
export async function openPictures(threads: number): Promise<Pictures> {
  // glibc wants it loaded by the main thread first: https://sharp.pixelplumbing.com/install#worker-threads
  await import("sharp");
  const pool = workerPool<PictureRequest, PictureAnswer>(WORKER, { workers: threads });
  let waiting = 0;
  const draw = async (request: PictureRequest): Promise<PictureAnswer> => {
    if (waiting >= MOST_WAITING) throw busy();
    waiting++;
    try {
      const answer = await pool.run({
        request,
        seconds: SECONDS,
        refuse: (reason) => new Error(`drawing a picture failed (${reason})`),
      });
      if ("failure" in answer) throw answer.failure;
      if (!("refusal" in answer)) return answer;
      const { code, message } = answer.refusal;
      throw new RefusedRadiographError(code as RefusalCode, message);
    } finally {
      waiting--;
    }
  };
  return {
    picture: async (image, width) => pngOf(await draw({ kind: "picture", image, width })),
    heatmap: async (image, reading, heatmaps, finding, width) =>
      pngOf(await draw({ kind: "heatmap", image, reading, heatmaps, finding, width })),
    async pixels(image) {
      const answer = await draw({ kind: "pixels", image });
      if ("pixels" in answer) return answer.pixels;
      throw new TypeError("The worker gave no pixels.");
    },
    async report(image, reading, heatmaps, widths) {
      const answer = await draw({ kind: "report", image, reading, heatmaps, widths });
      if ("report" in answer) return answer.report;
      throw new TypeError("The worker gave no pictures.");
    },
    async card(folder) {
      const answer = await draw({ kind: "card", folder });
      if ("html" in answer) return answer.html;
      throw new TypeError("The worker gave no page.");
    },
    close: () => pool.close(),
  };
}

function pngOf(answer: PictureAnswer): Uint8Array {
  if ("png" in answer) return answer.png;
  throw new TypeError("The worker gave no picture.");
}

function busy(): RequestError {
  return new RequestError(
    "SERVER_BUSY",
    "too many pictures are being drawn. Ask again in some seconds.",
  );
}
