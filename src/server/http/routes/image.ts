import { findImage, findReading } from "../../studies/find-image.ts";
import { describeImage, describeReading } from "../describe.ts";
import { json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { ImageSchema, ReadingSchema } from "../schemas/image.ts";
import { ImageParams, NoQuery } from "../schemas/parts.ts";
import { reference } from "../schemas/reference.ts";

/** `GET /api/images/:id` and its reading alone. */
export const addImageRoutes: AddRoutes = (app, { database, audit }) => {
  app.get(
    "/images/:id",
    {
      config: { role: "reader" },
      schema: {
        tags: ["images"],
        summary: "An image and its latest reading",
        params: ImageParams,
        querystring: NoQuery,
        response: { 200: json("The image.", reference(ImageSchema)), ...problemResponses(404) },
      },
    },
    async ({ params: { id }, actor }) => {
      const image = await findImage(database.queries, id);
      await audit.append({ actor, action: "image.see", subject: id, detail: { part: "state" } });
      return describeImage(image);
    },
  );
  app.get(
    "/images/:id/reading",
    {
      config: { role: "reader" },
      schema: {
        tags: ["images"],
        summary: "The latest reading of an image",
        params: ImageParams,
        querystring: NoQuery,
        response: { 200: json("The reading.", reference(ReadingSchema)), ...problemResponses(404) },
      },
    },
    async ({ params: { id }, actor }) => {
      const reading = await findReading(database.queries, id);
      await audit.append({ actor, action: "reading.see", subject: id });
      return describeReading(reading);
    },
  );
};
