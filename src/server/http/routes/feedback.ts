import Type from "typebox";
import { feedbackOn, giveFeedback } from "../../studies/feedback.ts";
import { findImage } from "../../studies/find-image.ts";
import { describeFeedback } from "../describe.ts";
import { json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { FeedbackSchema, NewFeedbackSchema } from "../schemas/feedback.ts";
import { ImageParams, NoQuery } from "../schemas/parts.ts";
import { reference } from "../schemas/reference.ts";

/** `GET` and `POST /api/images/:id/feedback`. */
export const addFeedbackRoutes: AddRoutes = (app, { database, audit }) => {
  app.get(
    "/images/:id/feedback",
    {
      config: { role: "reader" },
      schema: {
        tags: ["people"],
        summary: "What people said of an image's readings, oldest first",
        params: ImageParams,
        querystring: NoQuery,
        response: {
          200: json("The feedback.", Type.Object({ items: Type.Array(reference(FeedbackSchema)) })),
          ...problemResponses(404),
        },
      },
    },
    async ({ params: { id }, actor }) => {
      await findImage(database.queries, id);
      const items = await feedbackOn(database.queries, [id]);
      await audit.append({ actor, action: "image.see", subject: id, detail: { part: "feedback" } });
      return { items: items.map(describeFeedback) };
    },
  );
  app.post(
    "/images/:id/feedback",
    {
      config: { role: "reader" },
      schema: {
        tags: ["people"],
        summary: "Say something of an image's reading",
        description:
          "agree and disagree are about the whole reading or one finding; missed needs the finding; comment needs a text. Sent again with the same `id`, it is kept once.",
        params: ImageParams,
        querystring: NoQuery,
        body: NewFeedbackSchema,
        response: {
          200: json("It was kept before, when it was first sent.", reference(FeedbackSchema)),
          201: json("It is kept.", reference(FeedbackSchema)),
          ...problemResponses(404, 409, 413, 415),
        },
      },
    },
    async ({ params: { id }, body, actor }, reply) => {
      const { feedback, isNew } = await database.queries
        .transaction()
        .execute(async (transaction) => {
          const image = await findImage(transaction, id);
          const given = await giveFeedback(transaction, image, body, actor);
          const { kind, finding } = given.feedback;
          const detail = { kind, finding, ...(given.isNew ? {} : { again: true }) };
          await audit.append({ actor, action: "feedback.give", subject: id, detail }, transaction);
          return given;
        });
      return reply.status(isNew ? 201 : 200).send(describeFeedback(feedback));
    },
  );
};
