import type { ModelDescription } from "../../model/index.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ServerConfig } from "../config/server-config.ts";
import type { Printer } from "../documents/printer/printer.ts";
import type { Intake } from "../intake/intake.ts";
import type { Pictures } from "../pictures/pictures.ts";
import type { Store } from "../store/open-store.ts";
import type { ImageEvents } from "./events/image-events.ts";
import type { Metrics } from "./metrics.ts";

/** What the API stands on. */
export interface Service extends Pick<Store, "database" | "objects" | "queue"> {
  readonly config: ServerConfig;
  readonly version: string;
  readonly intake: Intake;
  readonly audit: AuditLog;
  /** The model that reads, and its folder. */
  readonly model: { readonly folder: string; readonly description: ModelDescription };
  readonly pictures: Pictures;
  readonly printer: Printer;
  readonly events: ImageEvents;
  readonly metrics: Metrics;
  /** Whether the store answers, files can be written and the model is loaded: what is wrong, by name; else nothing. */
  readonly checkReadiness: () => Promise<Readonly<Record<string, string>>>;
}
