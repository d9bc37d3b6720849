import { escapeMarkup } from "../../../page/escape-markup.ts";
import { htmlTable } from "../../../page/html-table.ts";
import { RESEARCH_NOTICE } from "../../../research-notice.ts";
import { PROBLEMS } from "../problem/problems.ts";
import { content, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { NoQuery } from "../schemas/parts.ts";
import { hasReadingRoom } from "./reading-room.ts";

/** `GET /openapi.json` and `/problems`; and `/`, where the reading room was not built. */
export const addHomeRoutes: AddRoutes = (app, { version }) => {
  const home = page(
    "Thorascope",
    `<h1>Thorascope ${escapeMarkup(version)}</h1>
<p>This server reads chest radiographs: calibrated probabilities of 14 findings, and heatmaps that show why.</p>
<p><strong>${RESEARCH_NOTICE}</strong></p>
<p>The reading room is not built here: <code>npm run build</code> makes it.</p>
<ul>
<li><a href="/docs">Its API</a>, <a href="/openapi.json">described for programs</a></li>
<li><a href="/problems">What may go wrong</a></li>
<li><a href="/api/model/card">The card of its model</a></li>
</ul>`,
  );
  const problems = page(
    "Problems: Thorascope",
    `<h1>Problems</h1>
<p>What the API answers with instead of what was asked for (RFC 9457). The code is stable.</p>
${htmlTable(
  ["Code", "Status", "What it means"],
  [...PROBLEMS].map(([code, { status, title }]) => [code, String(status), title]),
).replace(/<tr><th scope="row">([A-Z_]+)</g, '<tr id="$1"><th scope="row">$1<')}`,
  );
  const pages = [
    ...(hasReadingRoom() ? [] : [["/", "What this is", home] as const]),
    ["/problems", "What may go wrong", problems] as const,
  ];
  for (const [url, summary, html] of pages) {
    app.get(
      url,
      {
        config: { role: "anyone" },
        schema: {
          tags: ["operation"],
          summary,
          querystring: NoQuery,
          response: { 200: content("The page.", "text/html"), ...problemResponses() },
        },
      },
      async (_request, reply) => reply.type("text/html; charset=utf-8").send(html),
    );
  }
  app.get(
    "/openapi.json",
    {
      config: { role: "anyone" },
      schema: {
        tags: ["operation"],
        summary: "The description of this API (OpenAPI 3.1)",
        querystring: NoQuery,
        response: { 200: content("The description.", "application/json"), ...problemResponses() },
      },
    },
    async (_request, reply) =>
      reply.type("application/json; charset=utf-8").send(JSON.stringify(app.swagger())),
  );
};

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
${body}
</body>
</html>
`;
}
