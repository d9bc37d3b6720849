import { FINDINGS } from "../../../findings/index.ts";
import { findImage, findReading } from "../../studies/find-image.ts";
import { isKnown } from "../conditional.ts";
import { content, json, NOT_MODIFIED, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { ExplanationsSchema } from "../schemas/explanations.ts";
import { exactly, FindingName, ImageParams, NoQuery } from "../schemas/parts.ts";
import { storedImage, WidthQuery } from "./image-pictures.ts";

/** Part of tags: changes when the same heatmap is drawn differently. */
const DRAWING = 1;

const HeatmapParams = exactly({
  ...ImageParams.properties,
  finding: { ...FindingName, description: "A finding of ChestX-ray14." },
});

/** `GET /api/images/:id/explanations` and the heatmaps of Grad-CAM. */
export const addHeatmapRoutes: AddRoutes = (app, service) => {
  const { database, objects, audit, pictures } = service;
  app.get(
    "/images/:id/explanations",
    {
      config: { role: "reader" },
      schema: {
        tags: ["explanations"],
        summary: "Which explanations of a reading there are, and where",
        params: ImageParams,
        querystring: NoQuery,
        response: { 200: json("The methods.", ExplanationsSchema), ...problemResponses(404) },
      },
    },
    async ({ params: { id }, actor }) => {
      const reading = await findReading(database.queries, id);
      await audit.append({ actor, action: "reading.see", subject: id });
      return {
        image: id,
        reading: reading.id,
        methods: [
          {
            method: "gradcam",
            name: "Grad-CAM",
            description:
              "Regions of the network's last map that speak for a finding. Coarse: a region, not an outline.",
            values: `/api/images/${id}/heatmaps.npy`,
            pictures: FINDINGS.map((finding) => ({
              finding,
              href: `/api/images/${id}/heatmaps/${finding}.png`,
            })),
          },
        ],
      };
    },
  );
  app.get(
    "/images/:id/heatmaps/:finding.png",
    {
      config: { role: "reader" },
      schema: {
        tags: ["explanations"],
        summary: "A finding's heatmap over the image",
        description:
          "Colours tell where on this map, not how much; a legend says how coarse it is. Of the latest reading.",
        params: HeatmapParams,
        querystring: WidthQuery,
        response: {
          200: content("The picture.", "image/png"),
          ...NOT_MODIFIED,
          ...problemResponses(404),
        },
      },
    },
    async (request, reply) => {
      const { actor, params, query } = request;
      const { id, finding } = params;
      const { width = null } = query;
      const image = await findImage(database.queries, id);
      const reading = image.reading ?? (await findReading(database.queries, id));
      await audit.append({ actor, action: "heatmap.see", subject: id, detail: { finding } });
      if (isKnown(request, reply, `${reading.id}-${finding}-${width ?? "own"}-${DRAWING}`)) {
        return reply.send(null);
      }
      const read = async () => ({
        image: await storedImage(service, image),
        heatmaps: await objects.read(reading.heatmaps),
      });
      const png = await pictures.heatmap(read, reading.content, finding, width);
      return reply.type("image/png").send(png);
    },
  );
  app.get(
    "/images/:id/heatmaps.npy",
    {
      config: { role: "reader" },
      schema: {
        tags: ["explanations"],
        summary: "All heatmaps as NumPy file",
        description:
          "float32, 14 x rows x columns over the whole image, findings in ChestX-ray14's order, neither masked nor scaled.",
        params: ImageParams,
        querystring: NoQuery,
        response: {
          200: content("The file.", "application/octet-stream"),
          ...NOT_MODIFIED,
          ...problemResponses(404),
        },
      },
    },
    async (request, reply) => {
      const { actor, params } = request;
      const reading = await findReading(database.queries, params.id);
      await audit.append({ actor, action: "heatmap.see", subject: params.id });
      if (isKnown(request, reply, reading.heatmaps)) return reply.send(null);
      return reply
        .type("application/octet-stream")
        .header("content-disposition", 'attachment; filename="heatmaps.npy"')
        .send(await objects.read(reading.heatmaps));
    },
  );
};
