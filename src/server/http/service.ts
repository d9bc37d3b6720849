import type { ModelDescription } from "../../model/index.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ServerConfig } from "../config/server-config.ts";
import type { Pictures } from "../pictures/pictures.ts";
import type { Database } from "../store/database.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { ImageEvents } from "./events/image-events.ts";
import type { Metrics } from "./metrics.ts";

/** What the API stands on. */
export interface Service {
  readonly config: ServerConfig;
  readonly version: string;
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly audit: AuditLog;
  /** The model that reads, and its folder. */
  readonly model: { readonly folder: string; readonly description: ModelDescription };
  readonly pictures: Pictures;
  readonly events: ImageEvents;
  readonly metrics: Metrics;
}
