import Type from "typebox";
import { content, json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { NoQuery } from "../schemas/parts.ts";

const Ready = Type.Object({
  ready: Type.Boolean(),
  problems: Type.Record(Type.String(), Type.String(), {
    description: "What is not ready, by its name, and why.",
  }),
});

/** `GET /healthz`, `/readyz` and `/metrics`, for whoever runs the server. */
export const addOperationRoutes: AddRoutes = (app, { metrics, checkReadiness }) => {
  app.get(
    "/healthz",
    {
      config: { role: "anyone", rateLimit: false },
      schema: {
        tags: ["operation"],
        summary: "Whether the server lives",
        querystring: NoQuery,
        response: {
          200: json("It does.", Type.Object({ alive: Type.Literal(true) })),
          ...problemResponses(),
        },
      },
    },
    async () => ({ alive: true }) as const,
  );
  app.get(
    "/readyz",
    {
      config: { role: "anyone", rateLimit: false },
      schema: {
        tags: ["operation"],
        summary: "Whether the server can do its work: store, files, queue, model",
        querystring: NoQuery,
        response: {
          ...problemResponses(),
          200: json("It can.", Ready),
          503: json("It cannot.", Ready),
        },
      },
    },
    async (_request, reply) => {
      const problems = { ...(await checkReadiness()) };
      const ready = Object.keys(problems).length === 0;
      return reply.status(ready ? 200 : 503).send({ ready, problems });
    },
  );
  app.get(
    "/metrics",
    {
      config: { role: "reader", rateLimit: false },
      schema: {
        tags: ["operation"],
        summary: "Counts and times for Prometheus",
        querystring: NoQuery,
        response: {
          200: content("Prometheus text format 0.0.4.", "text/plain"),
          ...problemResponses(),
        },
      },
    },
    async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
};
