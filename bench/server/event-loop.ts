import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { median } from "../ratio.ts";
import { allRead, byClients, upload } from "./clients.ts";
import { makeRadiographs } from "./radiographs.ts";
import { inFolder, serve } from "./serving.ts";

const CLIENTS = 8;
const GAP = "nodejs_eventloop_lag_max_seconds";

/** What the gap is to stay under, ms. */
const BOUND = 50;

/** A process that does nothing: its gaps are those that the machine makes. */
const IDLE = `
const delay = require("node:perf_hooks").monitorEventLoopDelay({ resolution: 10 });
process.on("SIGTERM", () => { console.log(delay.max / 1e6); process.exit(); });
setInterval(() => {}, 1000);
delay.enable();`;

/**
 * The worst gap of the serving process's event loop while radiographs are sent and read: the longest time between
 * two looks, 10 ms apart, of `monitorEventLoopDelay`, from /metrics. `profile` names a folder for a CPU profile.
 */
export async function benchEventLoop(radiographs: number, profile?: string): Promise<void> {
  const next = await makeRadiographs(1024);
  await inFolder(async (folder) => {
    const options = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
    const serving = await serve(folder, {}, options);
    // Everything once, so that what is loaded and compiled late is not counted; and what the start took is forgotten.
    await upload(serving.origin, next());
    await allRead(serving);
    await serving.metric(GAP);
    const idle = spawn(process.execPath, ["-e", IDLE], { stdio: ["ignore", "pipe", "inherit"] });
    const start = performance.now();
    const watch = new AbortController();
    const watched = gaps(serving.metric, watch.signal);
    await byClients(CLIENTS, radiographs, () => upload(serving.origin, next()));
    const sent = (performance.now() - start) / 1000;
    await allRead(serving);
    watch.abort();
    const all = await watched;
    const said = once(idle.stdout, "data");
    idle.kill("SIGTERM");
    const machine = Number((await said)[0]);
    const read = (performance.now() - start) / 1000;
    await serving.stop();
    const over = all.filter((gap) => gap > BOUND).length;
    console.log(
      `\n${radiographs} PNG files of 1024 px sent by ${CLIENTS} clients in ${sent.toFixed(1)} s and read in 1 thread in ${read.toFixed(1)} s. Worst gap of the event loop: ${Math.max(...all).toFixed(1)} ms; worst of each half second: median ${median(all).toFixed(1)} ms, ${over} of ${all.length} above ${BOUND} ms. Worst gap of a process that did nothing meanwhile: ${machine.toFixed(1)} ms.`,
    );
  });
}

/** Milliseconds of each half second: the figure starts anew whenever it is read. */
async function gaps(metric: (name: string) => Promise<number>, signal: AbortSignal) {
  const all: number[] = [];
  while (!signal.aborted) {
    await wait(500);
    all.push((await metric(GAP)) * 1000);
  }
  return all;
}
