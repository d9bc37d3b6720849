import type { ModelDescription } from "../../../model/index.ts";
import { content, json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { ModelSchema } from "../schemas/model.ts";
import { NoQuery } from "../schemas/parts.ts";

/** The page has its style within; nothing else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `GET /api/model` and its card. */
export const addModelRoutes: AddRoutes = (app, { model, pictures }) => {
  // It takes a second to draw, and never changes.
  let card: Promise<string> | null = null;
  app.get(
    "/model",
    {
      config: { role: "reader" },
      schema: {
        tags: ["model"],
        summary: "The model that reads",
        querystring: NoQuery,
        response: { 200: json("The model.", ModelSchema), ...problemResponses() },
      },
    },
    async () => describeModel(model.description),
  );
  app.get(
    "/model/card",
    {
      config: { role: "reader" },
      schema: {
        tags: ["model"],
        summary: "The model's card, as a page",
        querystring: NoQuery,
        response: { 200: content("The page.", "text/html"), ...problemResponses() },
      },
    },
    async (_request, reply) => {
      card ??= pictures.card(model.folder).catch((error: unknown) => {
        card = null;
        throw error;
      });
      return reply
        .header("content-security-policy", POLICY)
        .type("text/html; charset=utf-8")
        .send(await card);
    },
  );
};

function describeModel(description: ModelDescription) {
  const { name, version, title, graph, input, heatmaps, gate } = description;
  const isImported = "imported" in description;
  const findings = isImported
    ? description.findings.map(({ finding, output }) => ({
        finding,
        prevalence: output?.prevalence ?? null,
        operatingPoint: output?.operatingPoint ?? null,
        auroc: null,
      }))
    : description.findings.map(({ finding, ...output }) => ({ finding, ...figuresOf(output) }));
  return {
    name,
    version,
    title,
    sha256: graph.sha256,
    calibrated: findings.some(({ operatingPoint }) => operatingPoint !== null),
    inputSize: input.size,
    heatmaps,
    hasGate: gate !== undefined,
    findings,
    abnormal: isImported ? null : figuresOf(description.abnormal),
  };
}

/** What of an output's evidence the API tells; the card has all. */
function figuresOf({
  prevalence,
  operatingPoint,
  heldOut,
}: Pick<
  Exclude<ModelDescription, { imported: unknown }>["abnormal"],
  "prevalence" | "operatingPoint" | "heldOut"
>) {
  return { prevalence, operatingPoint, auroc: heldOut?.auroc ?? null };
}
