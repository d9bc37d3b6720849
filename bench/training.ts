/**
 * The training step (forward, backward, Adam) against PyTorch on the same weights and batch, in interleaved
 * rounds, each side in a process of its own.
 *
 * `npm run bench -- training [rounds]`
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { median, type Ratio, ratioOf, showRatio } from "./ratio.ts";

const THREADS = 2;
/** Steps of a round; their median counts. */
const STEPS = 3;
/** How much the first losses may differ, relatively: both are sums in float32, in different orders. */
const LOSS_BOUND = 1e-3;

/** What each contest is to reach: docs/engine.md. */
interface Contest {
  readonly network: string;
  readonly size: number;
  readonly batch: number;
}

const CONTESTS: readonly Contest[] = [
  { network: "densenet121", size: 224, batch: 8 },
  { network: "densenet121", size: 128, batch: 8 },
  { network: "mobilenet_v2", size: 224, batch: 32 },
  { network: "mobilenet_v2", size: 160, batch: 32 },
  { network: "mobilenet_v2", size: 128, batch: 32 },
];

/** What a process says of the steps that it made. */
interface Steps {
  readonly seconds: readonly number[];
  readonly losses: readonly number[];
  readonly peakMegabytes: number;
}

interface Side {
  steps(count: number): Promise<Steps>;
  /** Ends the process, and waits until it has ended. */
  close(): Promise<void>;
}

/** Runs all contests, or those whose network or size `BENCH_ONLY` names, and prints a Markdown table. */
export async function benchTraining(rounds: number): Promise<void> {
  const only = process.env.BENCH_ONLY?.split(",") ?? [];
  console.log(
    `\nForward, backward and Adam, ${THREADS} threads on both sides, ${rounds} interleaved rounds of ${STEPS} steps, medians; ratio: geometric mean over rounds, 95 percent interval. Peak memory of each process.\n`,
  );
  console.log(
    "| network | px | batch | ours, images/s | PyTorch, images/s | ours / PyTorch | ours, GB | PyTorch, GB |",
  );
  console.log("|---|---|---|---|---|---|---|---|");
  for (const one of CONTESTS) {
    const names = [one.network, String(one.size)];
    if (only.every((name) => names.includes(name))) await contest(one, rounds);
  }
}

async function contest({ network, size, batch }: Contest, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "thorascope-bench-"));
  const settings = [network, size, batch, THREADS, join(folder, "start.safetensors")].map(String);
  const theirs = await startSide("/usr/bin/python3", [
    fileHere("pytorch-training.py"),
    ...settings,
  ]);
  const ours = await startSide(process.execPath, [
    ...["--import", "tsx", fileHere("training-step.ts")],
    ...settings,
  ]);
  const [own, other] = [await ours.steps(STEPS), await theirs.steps(STEPS)];
  refuseOtherWork(own, other);
  const times = { ours: [] as number[], theirs: [] as number[] };
  const peaks = { ours: 0, theirs: 0 };
  for (let round = 0; round < rounds; round++) {
    const [mine, yours] = [await ours.steps(STEPS), await theirs.steps(STEPS)];
    times.ours.push(median(mine.seconds));
    times.theirs.push(median(yours.seconds));
    peaks.ours = mine.peakMegabytes;
    peaks.theirs = yours.peakMegabytes;
  }
  await Promise.all([ours.close(), theirs.close()]);
  rmSync(folder, { recursive: true });
  const ratio: Ratio = ratioOf(times.theirs, times.ours);
  const rate = (seconds: readonly number[]) => (batch / median(seconds)).toFixed(1);
  const gigabytes = (megabytes: number) => (megabytes / 1024).toFixed(2);
  const cells = [network, size, batch, rate(times.ours), rate(times.theirs), showRatio(ratio)];
  console.log(`| ${[...cells, gigabytes(peaks.ours), gigabytes(peaks.theirs)].join(" | ")} |`);
}

/** Throws unless both sides start from the same loss and go down. */
function refuseOtherWork(ours: Steps, theirs: Steps): void {
  const [first = Number.NaN, last = Number.NaN] = [ours.losses[0], ours.losses.at(-1)];
  const reference = theirs.losses[0] ?? Number.NaN;
  if (Math.abs(first - reference) <= LOSS_BOUND * reference && last < first) return;
  throw new Error(
    `These are not the same steps: our losses ${ours.losses.join(", ")}, PyTorch's ${theirs.losses.join(", ")}.`,
  );
}

async function startSide(program: string, command: readonly string[]): Promise<Side> {
  const child = spawn(program, command, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Steps> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ${command[0]} has ended.`);
    return JSON.parse(value);
  };
  await answer();
  return {
    steps(count) {
      child.stdin.write(`${count}\n`);
      return answer();
    },
    close: () => ended(child, () => child.stdin.end()),
  };
}

function ended(child: ChildProcess, end: () => void): Promise<void> {
  return new Promise((resolve) => {
    child.once("close", () => resolve());
    end();
  });
}

function fileHere(name: string): string {
  return join(import.meta.dirname, name);
}
