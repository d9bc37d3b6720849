import { findStudy } from "../../studies/find-study.ts";
import { describeStudy } from "../describe.ts";
import { json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { NoQuery, StudyParams } from "../schemas/parts.ts";
import { reference } from "../schemas/reference.ts";
import { StudySchema } from "../schemas/study.ts";

/** `GET /api/studies/:id`. */
export const addStudyRoute: AddRoutes = (app, { database, audit }) => {
  app.get(
    "/studies/:id",
    {
      config: { role: "reader" },
      schema: {
        tags: ["studies"],
        summary: "A study: images, readings, feedback, report, the patient's other studies",
        params: StudyParams,
        querystring: NoQuery,
        response: { 200: json("The study.", reference(StudySchema)), ...problemResponses(404) },
      },
    },
    async ({ params: { id }, actor }) => {
      const study = await findStudy(database.queries, id);
      await audit.append({ actor, action: "study.see", subject: id });
      return describeStudy(study);
    },
  );
};
