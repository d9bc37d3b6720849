import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isThorascopeError, type ThorascopeError } from "../../../errors.ts";
import { withoutValues } from "../../log.ts";
import { RequestError } from "../errors.ts";
import { translateDatabaseError } from "./database-problems.ts";
import { PROBLEM_TYPE, type Problem, problemOf, unexpectedProblem } from "./problem.ts";

/** Seconds after which somebody who was sent away may ask again. */
const RETRY_SECONDS = 5;

/** Answers whatever goes wrong with a problem (RFC 9457); only what is unexpected is logged, without values. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (request.raw.aborted) {
      // Nobody is there to be answered.
      request.log.info("the client went away");
      return reply.status(400).send();
    }
    const ofDatabase = translateDatabaseError(error);
    if (ofDatabase !== null) {
      request.log.error({ error: withoutValues(error) }, "the database refuses");
      return send(reply, problemOf(ofDatabase, request.id));
    }
    const ours = isThorascopeError(error) ? error : translate(error);
    if (ours === null) {
      request.log.error({ error: withoutValues(error) }, "unexpected error");
      return send(reply, unexpectedProblem(request.id));
    }
    const problem = problemOf(ours, request.id);
    if (problem.status >= 500) request.log.error({ code: ours.code }, "cannot answer");
    return send(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => send(reply, notFound(request)));
}

/** Answers an address that cannot even be looked up, before anything else is done. */
export function answerBadAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const error = new RequestError(
    "REQUEST_INVALID",
    "the address is not written as addresses are, or a part of it is too long. /openapi.json describes what there is.",
    { in: "params", field: "" },
  );
  send(reply, problemOf(error, request.id));
}

function notFound(request: FastifyRequest): Problem {
  const error = new RequestError(
    "ROUTE_UNKNOWN",
    `there is nothing for ${request.method} at this address. /openapi.json describes what there is.`,
    { method: request.method },
  );
  return problemOf(error, request.id);
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  if ([429, 503].includes(problem.status) && !reply.hasHeader("retry-after")) {
    reply.header("retry-after", RETRY_SECONDS);
  }
  reply.header("cache-control", "no-store");
  return reply.status(problem.status).type(PROBLEM_TYPE).send(problem);
}

/** Errors of the framework as ours; null for any other. */
function translate(error: FastifyError): ThorascopeError | null {
  if (error.validation) {
    const [first] = error.validation;
    const { validationContext: context = "body" } = error;
    const where = context === "querystring" ? "query" : context;
    const keys = keysOf(first?.params);
    const path = (first?.instancePath ?? "").replaceAll("/", ".").replace(/^\./, "");
    const field = [path, ...keys].filter((part) => part !== "").join(".");
    const problem = PROBLEM_OF_KEYS[first?.keyword ?? ""] ?? first?.message ?? "is wrong";
    return new RequestError(
      "REQUEST_INVALID",
      `${where}: ${field === "" ? "it" : field} ${problem}. /openapi.json describes what is asked for.`,
      { in: where, field },
    );
  }
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
    case "FST_FILES_LIMIT":
    case "FST_PARTS_LIMIT":
      return new RequestError("BODY_TOO_LARGE", "the body is too large. Send less at a time.");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_INVALID_MULTIPART_CONTENT_TYPE":
      return new RequestError(
        "MEDIA_TYPE_UNSUPPORTED",
        "the body is of a type that this address does not take. /openapi.json says which it does.",
      );
  }
  const { statusCode = 500 } = error;
  if (statusCode < 400 || statusCode >= 500) return null;
  return new RequestError("REQUEST_INVALID", `${error.message}. Ask differently.`);
}

const PROBLEM_OF_KEYS: Readonly<Record<string, string>> = {
  additionalProperties: "is not known here",
  required: "is missing",
  enum: "is none of the allowed values",
  pattern: "is not written as it must be",
};

/** Keys that are there and should not be, or the other way round. */
function keysOf(params: Readonly<Record<string, unknown>> | undefined): string[] {
  const keys = params?.additionalProperties ?? params?.requiredProperties;
  return Array.isArray(keys) ? keys.map(String) : [];
}
