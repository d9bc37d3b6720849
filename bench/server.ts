/**
 * Loads a built `thorascope serve` and prints the tables of docs/speed.md.
 *
 * `npm run build && npx tsx bench/server.ts [load|list|loop|memory|soak|workers|overload]... [--OPTION NUMBER]...`
 *
 * All but `soak` if none is named. `loop --profile FOLDER` also writes a CPU profile; `memory --radiographs 5000 --threads 0`
 * takes in 5,000 and reads none.
 */
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { benchEventLoop } from "./server/event-loop.ts";
import { benchList } from "./server/list.ts";
import { benchLoad } from "./server/load.ts";
import { benchMemory } from "./server/memory.ts";
import { benchOverload } from "./server/overload.ts";
import { benchSoak } from "./server/soak.ts";
import { benchWorkers } from "./server/workers.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    studies: { type: "string" },
    seconds: { type: "string" },
    radiographs: { type: "string" },
    rounds: { type: "string" },
    minutes: { type: "string" },
    threads: { type: "string" },
    profile: { type: "string" },
  },
});

function option(name: Exclude<keyof typeof values, "profile" | "threads">, usual: number): number {
  const value = Number(values[name] ?? usual);
  if (!(value > 0)) throw new Error(`--${name} is to be a number above 0`);
  return value;
}

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  load: () =>
    benchLoad({
      studies: option("studies", 1000),
      seconds: option("seconds", 4),
      readings: option("radiographs", 100),
    }),
  list: () => benchList(option("studies", 10_000), option("rounds", 10)),
  loop: () => benchEventLoop(option("radiographs", 200), values.profile),
  memory: () => benchMemory(option("radiographs", 500), (values.threads ?? "0,1").split(",")),
  workers: () => benchWorkers(option("radiographs", 60), option("rounds", 3)),
  overload: () => benchOverload(option("seconds", 5)),
  soak: () => benchSoak(option("minutes", 15)),
};

const chosen =
  positionals.length > 0 ? positionals : Object.keys(BENCHES).filter((name) => name !== "soak");
const unknown = chosen.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  throw new Error(`${unknown} is none of ${Object.keys(BENCHES).join(", ")}`);
}
const [processor] = cpus();
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} processors (${processor?.model.trim()}), Node ${process.versions.node}.`,
);
for (const name of chosen) {
  const load = loadavg()[0]?.toFixed(1);
  console.log(`\n### ${name}\n\nProcesses that wanted a processor in the minute before: ${load}.`);
  await BENCHES[name]?.();
}
