import type { Finding } from "../../findings/index.ts";
import { type RefusalCode, RefusedRadiographError } from "../../radiograph/index.ts";
import type { Reading } from "../../reading/index.ts";
import { workerPool } from "../../worker-pool.node.ts";
import { workerSource } from "../../worker-source.node.ts";
import { RequestError } from "../http/errors.ts";
import type { ReportPictures, ReportWidths } from "./draw-report.ts";
import type {
  PictureAnswer,
  PictureRequest,
  StoredImage,
  StoredReading,
} from "./picture-messages.ts";
import { createTurns } from "./turns.ts";
import type { ViewerPixels } from "./viewer-pixels.ts";

/** The code of a worker. */
const WORKER = workerSource("./picture-worker.ts", import.meta.url);

/** A picture that takes longer is given up. */
const SECONDS = 60;

/** Pictures that may wait. */
const MOST_WAITING = 64;

/** Reads what a picture is drawn from; asked once its turn has come, so that those that wait hold no files. */
export type Read<Source> = () => Promise<Source>;

/** Draws pictures and pages in other threads. All refuse (SERVER_BUSY) where too many wait. */
export interface Pictures {
  /** Grey of 8 bits as PNG, at most so wide. @throws RefusedRadiographError if the file can't be read. */
  picture(read: Read<StoredImage>, width: number | null): Promise<Uint8Array>;
  /** For viewers. @throws RefusedRadiographError */
  pixels(read: Read<StoredImage>): Promise<ViewerPixels>;
  /** A finding's heatmap over the image, as PNG. @throws RefusedRadiographError */
  heatmap(
    read: Read<StoredReading>,
    reading: Omit<Reading, "heatmaps">,
    finding: Finding,
    width: number | null,
  ): Promise<Uint8Array>;
  /** What a report shows of an image. @throws RefusedRadiographError */
  report(
    read: Read<StoredReading>,
    reading: Omit<Reading, "heatmaps">,
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
  // One more than threads: its files are read while the one before is drawn.
  const turns = createTurns(threads + 1);
  let waiting = 0;
  let isClosed = false;
  const refuse = (reason: string) => new Error(`drawing a picture failed (${reason})`);
  const draw = async (prepare: Read<PictureRequest>): Promise<PictureAnswer> => {
    if (waiting >= MOST_WAITING) throw busy();
    waiting++;
    try {
      const answer = await turns.take(async () => {
        const request = await prepare();
        if (isClosed) throw refuse("the server stops");
        return pool.run({ request, seconds: SECONDS, refuse });
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
    picture: async (read, width) =>
      pngOf(await draw(async () => ({ kind: "picture", image: await read(), width }))),
    heatmap: async (read, reading, finding, width) =>
      pngOf(
        await draw(async () => ({ kind: "heatmap", ...(await read()), reading, finding, width })),
      ),
    async pixels(read) {
      const answer = await draw(async () => ({ kind: "pixels", image: await read() }));
      if ("pixels" in answer) return answer.pixels;
      throw new TypeError("The worker gave no pixels.");
    },
    async report(read, reading, widths) {
      const answer = await draw(async () => ({
        kind: "report",
        ...(await read()),
        reading,
        widths,
      }));
      if ("report" in answer) return answer.report;
      throw new TypeError("The worker gave no pictures.");
    },
    async card(folder) {
      const answer = await draw(async () => ({ kind: "card", folder }));
      if ("html" in answer) return answer.html;
      throw new TypeError("The worker gave no page.");
    },
    close: () => {
      isClosed = true;
      return pool.close();
    },
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
