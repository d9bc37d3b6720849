import Type from "typebox";
import { createTranslator, LANGUAGES, loadCatalogue } from "../../../language/index.ts";
import {
  fontsFor,
  PAGE_POLICY,
  patientArea,
  patientPage,
  studyReportPage,
} from "../../../report/study-report/index.node.ts";
import { collectReport } from "../../documents/collect-report.ts";
import { findStudy } from "../../studies/find-study.ts";
import { content, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { exactly, StudyParams } from "../schemas/parts.ts";

/** Beside what the page says of itself: nobody may frame it. */
const POLICY = `${PAGE_POLICY}; frame-ancestors 'none'`;

const DocumentQuery = exactly({
  language: Type.Optional(
    Type.Enum([...LANGUAGES], { description: "Of the document; English if left out." }),
  ),
  paper: Type.Optional(
    Type.Enum(["a4", "letter"], {
      description:
        "Size of the sheets. Left out: A4 in a PDF, whatever the printer has from an HTML page.",
    }),
  ),
});

const DOCUMENTS = [
  {
    kind: "report",
    path: "/studies/:id/report",
    page: studyReportPage,
    what: "A study's report, for clinicians: impression, findings in words, pictures, what people said",
  },
  {
    kind: "patient",
    path: "/studies/:id/patient",
    page: patientPage,
    what: "A page for the patient, in plain words",
  },
] as const;

/**
 * `GET /api/studies/:id/report.html`, `report.pdf`, `patient.html` and `patient.pdf`: documents that can be kept and
 * printed. Each is whole: pictures and letters are within.
 */
export const addReportDocumentRoutes: AddRoutes = (app, service) => {
  const { database, audit, printer } = service;
  for (const { kind, path, page, what } of DOCUMENTS) {
    const pageOf = async (
      id: string,
      { language = "en", paper }: { language?: (typeof LANGUAGES)[number]; paper?: Paper },
      record: () => Promise<void>,
    ): Promise<string> => {
      const study = await findStudy(database.queries, id);
      await record();
      const report = await collectReport(service, study, kind === "report");
      const translator = createTranslator(language, await loadCatalogue(language));
      return page(translator, report, { paper: paper ?? null }, fontsFor);
    };
    app.get(
      `${path}.html`,
      {
        config: { role: "reader" },
        schema: {
          tags: ["people"],
          summary: `${what}; as a page`,
          params: StudyParams,
          querystring: DocumentQuery,
          response: { 200: content("The page.", "text/html"), ...problemResponses(404) },
        },
      },
      async ({ params: { id }, query, actor }, reply) => {
        const detail = { kind, format: "html", language: query.language ?? "en" };
        const html = await pageOf(id, query, () =>
          audit.append({ actor, action: "report.export", subject: id, detail }),
        );
        return reply
          .header("content-security-policy", POLICY)
          .type("text/html; charset=utf-8")
          .send(html);
      },
    );
    app.get(
      `${path}.pdf`,
      {
        config: { role: "reader" },
        schema: {
          tags: ["people"],
          summary: `${what}; as PDF`,
          description:
            "Printed by a Chromium on the server (`report.browser`), one at a time. Where there is none the answer is 501 PDF_UNAVAILABLE: print the HTML page instead.",
          params: StudyParams,
          querystring: DocumentQuery,
          response: { 200: content("The file.", "application/pdf"), ...problemResponses(404, 501) },
        },
      },
      async ({ params: { id }, query, actor }, reply) => {
        const { language = "en", paper = "a4" } = query;
        const html = await pageOf(id, { language, paper }, async () => {
          await printer.require();
          const detail = { kind, format: "pdf", language };
          await audit.append({ actor, action: "report.export", subject: id, detail });
        });
        const fit = kind === "patient" ? patientArea(paper) : null;
        const pdf = await printer.print({ html, fit });
        return reply
          .header("content-disposition", `inline; filename="${kind}-${language}.pdf"`)
          .type("application/pdf")
          .send(pdf);
      },
    );
  }
};

type Paper = "a4" | "letter";
