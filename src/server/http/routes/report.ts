import { StudyError } from "../../studies/errors.ts";
import { requireStudy } from "../../studies/find-study.ts";
import { findReport, saveReport } from "../../studies/reports.ts";
import { describeReport } from "../describe.ts";
import { json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { NewReportSchema, ReportSchema } from "../schemas/feedback.ts";
import { NoQuery, StudyParams } from "../schemas/parts.ts";
import { reference } from "../schemas/reference.ts";

/** `GET` and `PUT /api/studies/:id/report`. */
export const addReportRoutes: AddRoutes = (app, { database, audit }) => {
  app.get(
    "/studies/:id/report",
    {
      config: { role: "reader" },
      schema: {
        tags: ["people"],
        summary: "The latest edition of a study's report",
        params: StudyParams,
        querystring: NoQuery,
        response: { 200: json("The report.", reference(ReportSchema)), ...problemResponses(404) },
      },
    },
    async ({ params: { id }, actor }) => {
      await requireStudy(database.queries, id);
      const report = await findReport(database.queries, id);
      await audit.append({ actor, action: "report.see", subject: id });
      if (report !== null) return describeReport(report);
      throw new StudyError(
        "REPORT_MISSING",
        `nobody has written a report of the study ${id}. Save one from edition 0.`,
        { study: id },
      );
    },
  );
  app.put(
    "/studies/:id/report",
    {
      config: { role: "reader" },
      schema: {
        tags: ["people"],
        summary: "Save a new edition of a study's report",
        description:
          "Earlier editions are kept. `edition` is the one that this was written from, and must still be the latest: nothing of anyone's is overwritten. Readers follow upon their own, reviewers correct others'.",
        params: StudyParams,
        querystring: NoQuery,
        body: NewReportSchema,
        response: {
          200: json("It is saved.", reference(ReportSchema)),
          ...problemResponses(404, 409, 413, 415),
        },
      },
    },
    async ({ params: { id }, body, actor }) => {
      const report = await database.queries.transaction().execute(async (transaction) => {
        await requireStudy(transaction, id);
        const saved = await saveReport(transaction, id, body, actor);
        const detail = { edition: saved.edition };
        await audit.append({ actor, action: "report.save", subject: id, detail }, transaction);
        return saved;
      });
      return describeReport(report);
    },
  );
};
