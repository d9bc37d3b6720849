import Type from "typebox";
import { cancelReading, readAgain } from "../../queue/image-jobs.ts";
import { findImage } from "../../studies/find-image.ts";
import { describeImage } from "../describe.ts";
import { json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { ImageSchema } from "../schemas/image.ts";
import { exactly, ImageParams, NoQuery } from "../schemas/parts.ts";
import { reference } from "../schemas/reference.ts";

/** `POST /api/images/:id/read` and `/cancel`. */
export const addImageWorkRoutes: AddRoutes = (app, { database, queue, audit }) => {
  const desk = { database, queue };
  app.post(
    "/images/:id/read",
    {
      config: { role: "reader" },
      schema: {
        tags: ["images"],
        summary: "Read an image again",
        description:
          "After a refusal, a failure or a cancellation, or with another model. `anyway`: even if the model's gate refuses it; the reading then says so.",
        params: ImageParams,
        querystring: NoQuery,
        body: exactly({ anyway: Type.Optional(Type.Boolean({ default: false })) }),
        response: {
          202: json("It waits to be read.", reference(ImageSchema)),
          ...problemResponses(404, 409, 413, 415),
        },
      },
    },
    async ({ params: { id }, body, actor }, reply) => {
      await readAgain(desk, audit, actor, id, body.anyway ?? false);
      return reply.status(202).send(describeImage(await findImage(database.queries, id)));
    },
  );
  app.post(
    "/images/:id/cancel",
    {
      config: { role: "reader" },
      schema: {
        tags: ["images"],
        summary: "Cancel the reading of an image that waits or is being read",
        params: ImageParams,
        querystring: NoQuery,
        response: {
          200: json("It is cancelled.", reference(ImageSchema)),
          ...problemResponses(404, 409),
        },
      },
    },
    async ({ params: { id }, actor }) => {
      await cancelReading(desk, audit, actor, id);
      return describeImage(await findImage(database.queries, id));
    },
  );
};
