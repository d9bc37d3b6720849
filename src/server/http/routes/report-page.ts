import { FINDINGS } from "../../../findings/index.ts";
import { escapeMarkup } from "../../../page/escape-markup.ts";
import { heatmapOf, heatmapsFromNpy } from "../../../reading/index.ts";
import { pageEnd, pageStart, readingSection, refusalSection } from "../../../report/page.ts";
import { findStudy, type StudyDetail } from "../../studies/find-study.ts";
import type { LatestReading } from "../../studies/latest-readings.ts";
import { content, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { NoQuery, StudyParams } from "../schemas/parts.ts";
import type { Service } from "../service.ts";

/** Pictures on the page are at most so wide. */
const PICTURE_WIDTH = 1024;

/** The page has its style within, and pictures of this server; nothing else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `GET /api/studies/:id/report.html`: the study on a page that can be printed. */
export const addReportPageRoute: AddRoutes = (app, service) => {
  const { database, audit } = service;
  app.get(
    "/studies/:id/report.html",
    {
      config: { role: "reader" },
      schema: {
        tags: ["people"],
        summary: "A study on a page: report, readings, heatmaps of positive findings",
        params: StudyParams,
        querystring: NoQuery,
        response: { 200: content("The page.", "text/html"), ...problemResponses(404) },
      },
    },
    async ({ params: { id }, actor }, reply) => {
      const study = await findStudy(database.queries, id);
      await audit.append({ actor, action: "report.export", subject: id });
      return reply
        .header("content-security-policy", POLICY)
        .type("text/html; charset=utf-8")
        .send(await reportPage(service, study));
    },
  );
};

async function reportPage(service: Service, study: StudyDetail): Promise<string> {
  const { images, report, accessionNumber, studyDate } = study;
  const names = [accessionNumber, studyDate].filter((name) => name !== null);
  const parts = [pageStart(["Chest radiograph", ...names].join(", "))];
  if (report !== null) {
    const lines = escapeMarkup(report.impression).replaceAll("\n", "<br>");
    parts.push(
      `<article lang="${escapeMarkup(report.language)}"><h2>Impression</h2><p>${lines}</p>
<p class="facts">Edition ${report.edition}, ${report.createdAt}</p></article>\n`,
    );
  }
  for (const image of images) {
    if (image.reading !== null) {
      parts.push(await imageSection(service, image.fileName, image.reading));
    } else {
      const error = image.error ?? { code: image.status, message: `It is ${image.status}.` };
      parts.push(refusalSection({ file: image.fileName, error }));
    }
  }
  const [read] = images.flatMap(({ reading }) => reading ?? []);
  return [...parts, pageEnd(read?.content.model ?? null)].join("");
}

async function imageSection(
  { objects }: Service,
  fileName: string,
  { imageId, content, heatmaps: object }: LatestReading,
): Promise<string> {
  const heatmaps = heatmapsFromNpy(await objects.read(object));
  const address = `/api/images/${imageId}`;
  return readingSection(
    fileName,
    { ...content, heatmaps },
    {
      radiograph: `${address}/picture.png?width=${PICTURE_WIDTH}`,
      heatmaps: content.findings
        .filter(({ positive }) => positive)
        .map((finding) => ({
          finding,
          file: `${address}/heatmaps/${finding.finding}.png?width=${PICTURE_WIDTH}`,
          empty: heatmapOf(heatmaps, FINDINGS.indexOf(finding.finding)).every((one) => one === 0),
        })),
    },
  );
}
