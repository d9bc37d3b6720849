import Type from "typebox";
import type { StoredImage } from "../../pictures/picture-messages.ts";
import type { ViewerPixels } from "../../pictures/viewer-pixels.ts";
import { findImage, type ImageDetail } from "../../studies/find-image.ts";
import { isKnown } from "../conditional.ts";
import { content, NOT_MODIFIED, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { exactly, ImageParams, NoQuery } from "../schemas/parts.ts";
import type { Service } from "../service.ts";

/** Part of tags: changes when the same file is drawn differently. */
const DRAWING = 2;

const PIXELS = `16-bit pixels, row by row from the top left, low byte first, without header: what viewers such as cornerstone3D show through a window that a person can change. A value in the file's units is slope x pixel + intercept; the window is in those units. Where a file brings a table of greys, the pixels are these greys already. Outside the image is one pixel that no value has.

Headers: \`thorascope-rows\`, \`thorascope-columns\`, \`thorascope-slope\`, \`thorascope-intercept\`, \`thorascope-window-center\`, \`thorascope-window-width\`, \`thorascope-window-function\` (LINEAR, LINEAR_EXACT or SIGMOID: DICOM's VOI LUT Function), \`thorascope-photometric\` (MONOCHROME1: the smallest is white), where anything lies outside the image \`thorascope-padding\` (the pixel that it has), and, where the file says it, \`thorascope-pixel-spacing\` (millimetres between rows, between columns) with \`thorascope-pixel-spacing-kind\` (calibrated: within the patient, or detector).`;

/** Width of a picture in pixels. */
export const WidthQuery = exactly({
  width: Type.Optional(
    Type.Integer({
      minimum: 16,
      maximum: 8192,
      description: "Largest width in pixels; without it, and in wider ones, the image's own.",
    }),
  ),
});

/** `GET /api/images/:id/picture.png` and `/pixels`. */
export const addImagePictureRoutes: AddRoutes = (app, service) => {
  const { database, audit, pictures } = service;
  app.get(
    "/images/:id/picture.png",
    {
      config: { role: "reader" },
      schema: {
        tags: ["images"],
        summary: "An image in grey of 8 bits, as the file says it is to be shown",
        params: ImageParams,
        querystring: WidthQuery,
        response: {
          200: content("The picture.", "image/png"),
          ...NOT_MODIFIED,
          ...problemResponses(404, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const { actor, params, query } = request;
      const { width = null } = query;
      const image = await findImage(database.queries, params.id);
      await audit.append({ actor, action: "image.see", subject: image.id });
      if (isKnown(request, reply, `${image.id}-${width ?? "own"}-${DRAWING}`)) {
        return reply.send(null);
      }
      const png = await pictures.picture(() => storedImage(service, image), width);
      return reply.type("image/png").send(png);
    },
  );
  app.get(
    "/images/:id/pixels",
    {
      config: { role: "reader" },
      schema: {
        tags: ["images"],
        summary: "An image's pixels in 16 bits, for viewers",
        description: PIXELS,
        params: ImageParams,
        querystring: NoQuery,
        response: {
          200: content("The pixels.", "application/octet-stream"),
          ...NOT_MODIFIED,
          ...problemResponses(404, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const { actor, params } = request;
      const image = await findImage(database.queries, params.id);
      await audit.append({ actor, action: "image.see", subject: image.id });
      if (isKnown(request, reply, `${image.id}-pixels-${DRAWING}`)) return reply.send(null);
      const drawn = await pictures.pixels(() => storedImage(service, image));
      return reply
        .headers(pixelHeaders(drawn))
        .type("application/octet-stream")
        .send(littleEndian(drawn.pixels));
    },
  );
};

/** The file of an image, to be drawn. */
export async function storedImage(
  { objects }: Service,
  { id, fileName }: Pick<ImageDetail, "id" | "fileName">,
): Promise<StoredImage> {
  return { bytes: await objects.read(id), fileName };
}

function pixelHeaders(drawn: ViewerPixels): Record<string, string> {
  const { rows, columns, slope, intercept, window, photometric, padding, pixelSpacing } = drawn;
  return {
    "thorascope-rows": String(rows),
    "thorascope-columns": String(columns),
    "thorascope-slope": String(slope),
    "thorascope-intercept": String(intercept),
    "thorascope-window-center": String(window.center),
    "thorascope-window-width": String(window.width),
    "thorascope-window-function": window.function,
    "thorascope-photometric": photometric,
    ...(padding === null ? {} : { "thorascope-padding": String(padding) }),
    ...(pixelSpacing
      ? {
          "thorascope-pixel-spacing": pixelSpacing.join(","),
          "thorascope-pixel-spacing-kind": drawn.pixelSpacingKind,
        }
      : {}),
  };
}

/** The bytes of pixels, low byte first whatever the machine. */
function littleEndian(pixels: Uint16Array): Buffer {
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const [lowFirst] = new Uint8Array(Uint16Array.of(1).buffer);
  return lowFirst === 1 ? bytes : bytes.swap16();
}
