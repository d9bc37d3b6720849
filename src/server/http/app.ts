import { randomUUID } from "node:crypto";
import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import underPressure from "@fastify/under-pressure";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { completeRoutes } from "./complete-routes.ts";
import { RequestError } from "./errors.ts";
import { measureRequests } from "./metrics.ts";
import { describeApi } from "./openapi.ts";
import { answerBadAddress, answerWithProblems } from "./problem/answer-with-problems.ts";
import { logRequests } from "./request-log.ts";
import type { AddRoutes, App } from "./route.ts";
import { addEventRoutes } from "./routes/events.ts";
import { addFeedbackRoutes } from "./routes/feedback.ts";
import { addHeatmapRoutes } from "./routes/heatmaps.ts";
import { addHomeRoutes } from "./routes/home.ts";
import { addImageRoutes } from "./routes/image.ts";
import { addImageFileRoute } from "./routes/image-file.ts";
import { addImagePictureRoutes } from "./routes/image-pictures.ts";
import { addImageWorkRoutes } from "./routes/image-work.ts";
import { addModelRoutes } from "./routes/model.ts";
import { addOperationRoutes } from "./routes/operation.ts";
import { addReadingRoom, hasReadingRoom } from "./routes/reading-room.ts";
import { addReportRoutes } from "./routes/report.ts";
import { addReportDocumentRoutes } from "./routes/report-documents.ts";
import { addStudyRoute } from "./routes/study.ts";
import { addStudyListRoute } from "./routes/study-list.ts";
import { addUploadRoute } from "./routes/upload.ts";
import { SHARED_SCHEMAS } from "./schemas/shared.ts";
import type { Service } from "./service.ts";
import { compileValidator } from "./validation.ts";

/** Most bytes of a body that is no upload. */
const BODY_BYTES = 2 ** 20;

/** Time for a request's head, and for all of it, uploads of slow lines included. */
const HEAD_MILLISECONDS = 15_000;
const REQUEST_MILLISECONDS = 10 * 60_000;

/** Time without a byte either way: an archive of thousands of files takes minutes to answer. */
const SILENCE_MILLISECONDS = 15 * 60_000;
const KEEP_ALIVE_MILLISECONDS = 65_000;

/** Longest part of an address: ids have 64 characters. */
const PARAMETER_LENGTH = 100;

/** From there on the event loop is too busy, and those who ask are sent away. */
const LOOP_DELAY_MILLISECONDS = 1000;

const API_ROUTES: readonly AddRoutes[] = [
  addUploadRoute,
  addStudyListRoute,
  addStudyRoute,
  addReportRoutes,
  addReportDocumentRoutes,
  addImageRoutes,
  addImageFileRoute,
  addImagePictureRoutes,
  addImageWorkRoutes,
  addHeatmapRoutes,
  addFeedbackRoutes,
  addModelRoutes,
  addEventRoutes,
];

/** What an app is made with. */
export interface AppOptions {
  readonly log: FastifyBaseLogger;
  /** Certificate and key where the server itself speaks TLS. */
  readonly tls: Pick<ServerOptions, "cert" | "key"> | null;
  /** Lets in who may come in: called before routes are added. */
  readonly access: (app: App) => Promise<void>;
}

/** Makes the HTTP API: every route with its schemas, who may use it, and what is counted and logged of it. */
export async function createApp(service: Service, { log, tls, access }: AppOptions): Promise<App> {
  const { trustedProxies } = service.config.access;
  const app: App = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_BYTES,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    routerOptions: { maxParamLength: PARAMETER_LENGTH },
    frameworkErrors: answerBadAddress,
    serverFactory: (listener) => createServer(listener, tls),
  });
  app.setValidatorCompiler(compileValidator as never);
  answerWithProblems(app);
  logRequests(app);
  measureRequests(app, service.metrics);
  completeRoutes(app);
  for (const schema of SHARED_SCHEMAS) app.addSchema(schema);
  await describeApi(app, service.version);
  await access(app);
  if (hasReadingRoom()) await addReadingRoom(app);
  addHomeRoutes(app, service);
  addOperationRoutes(app, service);
  await app.register(
    async (scope) => {
      const api: App = scope;
      await api.register(underPressure, {
        maxEventLoopDelay: LOOP_DELAY_MILLISECONDS,
        pressureHandler: async (_request, _reply, _kind, delay) => {
          // Infinite: one long pause, as while the server starts, and nothing measured yet since.
          if (delay === Number.POSITIVE_INFINITY) return;
          throw new RequestError(
            "SERVER_BUSY",
            "the server is too busy. Ask again in some seconds.",
            { milliseconds: delay },
          );
        },
      });
      for (const add of API_ROUTES) add(api, service);
    },
    { prefix: "/api" },
  );
  return app;
}

/** A server that does not wait for those who never finish. */
function createServer(listener: RequestListener, tls: AppOptions["tls"]): Server {
  const times = {
    headersTimeout: HEAD_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    connectionsCheckingInterval: HEAD_MILLISECONDS / 3,
  };
  const server = tls
    ? createSecureServer({ ...tls, ...times, minVersion: "TLSv1.2" }, listener)
    : createPlainServer(times, listener);
  server.setTimeout(SILENCE_MILLISECONDS);
  return server;
}
