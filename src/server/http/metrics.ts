import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What is counted, for Prometheus. Labels hold routes, statuses and outcomes: never an id or a name. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<"method" | "route" | "status">;
  readonly uploadedBytes: Counter;
  readonly readings: Histogram<"outcome">;
}

/** Waiting and active readings, when asked. */
type CountJobs = () => Promise<{ readonly waiting: number; readonly active: number }>;

/** Seconds between which most answers and readings lie. */
const REQUEST_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const READING_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Starts counting. */
export function createMetrics(countJobs: CountJobs): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: "thorascope_jobs",
    help: "Readings to be made, by state.",
    labelNames: ["state"],
    registers,
    async collect() {
      const { waiting, active } = await countJobs();
      this.set({ state: "waiting" }, waiting);
      this.set({ state: "active" }, active);
    },
  });
  return {
    registry,
    requests: new Histogram({
      name: "thorascope_http_request_duration_seconds",
      help: "Seconds from a request's start to its answer's end.",
      labelNames: ["method", "route", "status"],
      buckets: REQUEST_SECONDS,
      registers,
    }),
    uploadedBytes: new Counter({
      name: "thorascope_uploaded_bytes_total",
      help: "Bytes of files that were taken in.",
      registers,
    }),
    readings: new Histogram({
      name: "thorascope_reading_duration_seconds",
      help: "Seconds that readings took in this process, by how they ended.",
      labelNames: ["outcome"],
      buckets: READING_SECONDS,
      registers,
    }),
  };
}

/** Counts every request under its route's pattern. */
export function measureRequests(app: FastifyInstance, { requests }: Metrics): void {
  app.addHook("onResponse", async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? "none";
    requests.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}
