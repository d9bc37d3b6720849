import autocannon from "autocannon";
import { allRead, byClients, upload } from "./clients.ts";
import { fillStore } from "./made-up-store.ts";
import { makeRadiographs, UPLOAD_HEADERS, uploadBody } from "./radiographs.ts";
import { inFolder, serve } from "./serving.ts";
import { printTable } from "./table.ts";

const CLIENTS = [1, 8, 64];
const PIXELS = 1024;

/** How long and how much is loaded. */
export interface LoadSizes {
  readonly studies: number;
  /** Of each kind of request and number of clients. */
  readonly seconds: number;
  readonly readings: number;
}

/** Requests a second and their latency, uploads a second, readings a second from upload to reading. */
export async function benchLoad({ studies, seconds, readings }: LoadSizes): Promise<void> {
  const next = await makeRadiographs(PIXELS);
  console.log(
    `\n${studies} studies in an embedded store, ${seconds} s each, one address; uploads are PNG files of ${PIXELS} px, and nothing reads meanwhile.`,
  );
  await inFolder(async (folder) => {
    const [id = ""] = await fillStore(folder, studies);
    const serving = await serve(folder, {
      THORASCOPE_READING_THREADS: "0",
      THORASCOPE_UPLOADS_WAITING: "10000000",
    });
    const requests: Readonly<Record<string, autocannon.Request>> = {
      "GET /api/studies?limit=50": { path: "/api/studies?limit=50" },
      "GET /api/studies/:id": { path: `/api/studies/${id}` },
      "GET /api/images/:id/reading": { path: `/api/images/${id}/reading` },
      "POST /api/studies, a new radiograph": {
        method: "POST",
        path: "/api/studies",
        headers: UPLOAD_HEADERS,
        setupRequest: (request) => ({ ...request, body: uploadBody(next()) }),
      },
    };
    const rows: (string | number)[][] = [];
    for (const [name, request] of Object.entries(requests)) {
      for (const connections of CLIENTS) {
        const result = await autocannon({
          url: serving.origin,
          connections,
          duration: seconds,
          timeout: 60,
          requests: [request],
        });
        const { latency, errors, non2xx } = result;
        const rate = result["2xx"] / result.duration;
        rows.push([
          name,
          connections,
          rate.toFixed(rate < 100 ? 1 : 0),
          latency.p50,
          latency.p99,
          latency.max.toFixed(0),
          errors + non2xx,
        ]);
      }
    }
    await serving.stop();
    printTable(
      ["request", "clients", "a second", "median, ms", "99 percent, ms", "worst, ms", "errors"],
      rows,
    );
  });
  await inFolder(async (folder) => {
    const serving = await serve(folder);
    await upload(serving.origin, next());
    await allRead(serving);
    const start = performance.now();
    await byClients(8, readings, () => upload(serving.origin, next()));
    const sent = (performance.now() - start) / 1000;
    await allRead(serving);
    const read = (performance.now() - start) / 1000;
    await serving.stop();
    console.log(
      `End to end, 8 clients, 1 thread that reads: ${readings} radiographs sent in ${sent.toFixed(1)} s and all read after ${read.toFixed(1)} s, ${(readings / read).toFixed(1)} readings a second.`,
    );
  });
}
