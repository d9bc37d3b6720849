import swagger from "@fastify/swagger";
import swaggerPage from "@fastify/swagger-ui";
import { RESEARCH_NOTICE } from "../../research-notice.ts";
import type { App } from "./route.ts";

/** What the groups of routes are about. */
const TAGS = [
  { name: "studies", description: "Sending images, and the studies that they belong to." },
  { name: "images", description: "Images: their files, pictures and pixels, and their reading." },
  { name: "explanations", description: "Heatmaps, which show what a reading rests on." },
  { name: "people", description: "What people say: feedback on readings, and reports." },
  { name: "model", description: "The model that reads." },
  { name: "events", description: "What changes, as it changes." },
  { name: "access", description: "Who may: signing in, accounts, tokens." },
  { name: "operation", description: "For whoever runs the server." },
];

const DESCRIPTION = `Chest radiographs in, readings out: calibrated probabilities of 14 findings, and heatmaps. ${RESEARCH_NOTICE}

Problems come as \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`/problems\` lists them.`;

/** Describes the API (OpenAPI 3.1), at /openapi.json and as a page at /docs. Before any route is added. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Thorascope",
        version,
        description: DESCRIPTION,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      tags: TAGS,
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "thorascope" },
          token: { type: "http", scheme: "bearer" },
        },
      },
      security: [{}, { session: [] }, { token: [] }],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === "string" ? json.$id : `Schema${index}`,
    },
  });
  await app.register(swaggerPage, {
    routePrefix: "/docs",
    // The page that checks descriptions elsewhere is never asked.
    uiConfig: { validatorUrl: null, docExpansion: "list", defaultModelsExpandDepth: 1 },
    theme: { title: "Thorascope API" },
    staticCSP: PAGE_POLICY,
  });
}

/** What the page of the description may do: run its own scripts and ask this server, nothing else. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
