import { setTimeout as wait } from "node:timers/promises";
import autocannon from "autocannon";
import { send } from "./clients.ts";
import { makeRadiographs } from "./radiographs.ts";
import { inFolder, serve } from "./serving.ts";
import { printTable } from "./table.ts";

const MOST = 20;
const RATE = 10_000;

/** What a server answers that is asked for more than it can or may, and whether it is up afterwards. */
export async function benchOverload(seconds: number): Promise<void> {
  const next = await makeRadiographs(512);
  const rows: (string | number)[][] = [];
  await inFolder(async (folder) => {
    const serving = await serve(folder, {
      THORASCOPE_READING_THREADS: "0",
      THORASCOPE_UPLOADS_WAITING: String(MOST),
      // As it is if nobody sets it.
      THORASCOPE_ACCESS_REQUESTS_PER_MINUTE: "",
    });
    const { origin } = serving;
    const answers: string[] = [];
    for (let number = 0; number < MOST + 10; number++) {
      const answer = await send(origin, next());
      await answer.arrayBuffer();
      const after = answer.headers.get("retry-after");
      answers.push(`${answer.status}${after === null ? "" : `, Retry-After ${after}`}`);
    }
    rows.push([`${answers.length} uploads where ${MOST} may wait`, countsOf(answers)]);
    const beats: string[] = [];
    const end = new AbortController();
    const beating = beat(`${origin}/healthz`, beats, end.signal);
    const { statusCodeStats, duration, errors, timeouts } = (await autocannon({
      url: origin,
      connections: 64,
      duration: seconds,
      overallRate: RATE,
      ignoreCoordinatedOmission: true,
      requests: [{ path: "/api/model" }],
    })) as autocannon.Result & { statusCodeStats: Record<string, { count: number }> };
    end.abort();
    await beating;
    const counts = Object.entries(statusCodeStats).map(
      ([status, { count }]) => `${count} times ${status}`,
    );
    rows.push([
      `${RATE} requests a second wanted for ${duration} s, from one address`,
      [...counts, `${errors} lost, ${timeouts} too late`].join("; "),
    ]);
    rows.push(["/healthz on another connection meanwhile", countsOf(beats)]);
    rows.push(["/readyz afterwards", (await fetch(`${origin}/readyz`)).status]);
    await serving.stop();
  });
  printTable(["asked", "answered"], rows);
}

async function beat(url: string, beats: string[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const start = performance.now();
    const status = await fetch(url).then(
      async (answer) => {
        await answer.arrayBuffer();
        return String(answer.status);
      },
      () => "no answer",
    );
    beats.push(performance.now() - start < 1000 ? status : `${status} after more than a second`);
    await wait(100);
  }
}

function countsOf(answers: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return [...counts].map(([answer, count]) => `${count} times ${answer}`).join("; ");
}
