import { basename } from "node:path";
import type { RadiographFormat } from "../../../radiograph/index.ts";
import { findImage } from "../../studies/find-image.ts";
import { isKnown } from "../conditional.ts";
import { content, NOT_MODIFIED, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { ImageParams, NoQuery } from "../schemas/parts.ts";

const MEDIA_TYPES: Readonly<Record<RadiographFormat, string>> = {
  dicom: "application/dicom",
  png: "image/png",
  jpeg: "image/jpeg",
  tiff: "image/tiff",
  jsrt: "application/octet-stream",
};

/** Of files that were not read: nobody knows what they are. */
const UNKNOWN_TYPE = "application/octet-stream";

/** `GET /api/images/:id/file`: the bytes as they were sent. */
export const addImageFileRoute: AddRoutes = (app, { database, objects, audit }) => {
  app.get(
    "/images/:id/file",
    {
      config: { role: "reader" },
      schema: {
        tags: ["images"],
        summary: "The file of an image, as it was sent",
        description:
          "As application/dicom, image/png, image/jpeg or image/tiff where it was read, else as bytes. Browsers are told to save it.",
        params: ImageParams,
        querystring: NoQuery,
        response: {
          200: content("The file.", ...new Set([...Object.values(MEDIA_TYPES), UNKNOWN_TYPE])),
          ...NOT_MODIFIED,
          ...problemResponses(404),
        },
      },
    },
    async (request, reply) => {
      const { actor, params } = request;
      const image = await findImage(database.queries, params.id);
      await audit.append({ actor, action: "study.export", subject: image.id });
      if (isKnown(request, reply, image.id)) return reply.send(null);
      const name = encodeURIComponent(basename(image.fileName)).replace(/['()*]/g, percent);
      reply
        .type(image.reading ? MEDIA_TYPES[image.reading.content.radiograph.format] : UNKNOWN_TYPE)
        .header("content-disposition", `attachment; filename*=UTF-8''${name}`)
        .header("content-length", image.bytes)
        .header("x-content-type-options", "nosniff");
      return reply.send(await objects.open(image.id));
    },
  );
};

/** What RFC 8187 wants escaped beyond `encodeURIComponent`. */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
