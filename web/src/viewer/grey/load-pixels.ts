import { UnreachableError } from "../../api/problem.ts";
import { request } from "../../api/request.ts";
import { type SentPixels, type ViewerImage, viewerImage } from "./viewer-image.ts";

/**
 * Loads an image's pixels.
 *
 * @param progress hears which share is here, from 0 to 1.
 * @throws ProblemError, UnreachableError as `request`; also if the connection breaks off.
 */
export async function loadPixels(
  imageId: string,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<ViewerImage> {
  const response = await request(`/api/images/${imageId}/pixels`, { signal });
  const about = readHeaders(response.headers);
  const bytes = new Uint8Array(about.rows * about.columns * 2);
  let length = 0;
  for await (const part of partsOf(response, signal)) {
    if (length + part.length > bytes.length) break;
    bytes.set(part, length);
    length += part.length;
    progress(length / bytes.length);
  }
  if (length !== bytes.length) throw new UnreachableError(`${length} of ${bytes.length} bytes`);
  // Every machine that browsers run on keeps the low byte first, as the server sends it.
  return viewerImage({ ...about, pixels: new Uint16Array(bytes.buffer) });
}

/** What is sent besides the pixels. @throws UnreachableError if something other than our server answers */
export function readHeaders(headers: Headers): Omit<SentPixels, "pixels"> {
  const number = (name: string) => {
    const value = Number(headers.get(`thorascope-${name}`) ?? Number.NaN);
    if (!Number.isFinite(value)) throw new UnreachableError(`no thorascope-${name}`);
    return value;
  };
  const kind = headers.get("thorascope-window-function");
  const spacing = headers.get("thorascope-pixel-spacing")?.split(",").map(Number) ?? [];
  const [betweenRows = 0, betweenColumns = 0] = spacing;
  const spacingKind = headers.get("thorascope-pixel-spacing-kind");
  return {
    rows: number("rows"),
    columns: number("columns"),
    slope: number("slope"),
    intercept: number("intercept"),
    window: {
      center: number("window-center"),
      width: number("window-width"),
      function: kind === "SIGMOID" || kind === "LINEAR_EXACT" ? kind : "LINEAR",
    },
    photometric:
      headers.get("thorascope-photometric") === "MONOCHROME1" ? "MONOCHROME1" : "MONOCHROME2",
    padding: headers.has("thorascope-padding") ? number("padding") : null,
    pixelSpacing: betweenRows > 0 && betweenColumns > 0 ? [betweenRows, betweenColumns] : null,
    pixelSpacingKind: spacingKind === "calibrated" ? "calibrated" : "detector",
  };
}

/** A body as it arrives. */
async function* partsOf({ body }: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UnreachableError(String(error));
  } finally {
    reader.releaseLock();
  }
}
