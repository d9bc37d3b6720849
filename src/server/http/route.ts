import type { IncomingMessage, ServerResponse } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { Actor } from "../actor.ts";
import type { Role } from "../store/tables.ts";
import type { Service } from "./service.ts";

/** The app, with types from schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Adds routes to the app. */
export type AddRoutes = (app: App, service: Service) => void;

/** Who may use a route. */
export type RouteRole = Role | "anyone";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; set before any handler runs. */
    actor: Actor;
  }
  interface FastifyContextConfig {
    role?: RouteRole;
  }
}
