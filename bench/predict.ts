/**
 * Prediction and 14 Grad-CAMs against PyTorch eager on the same weights, in interleaved rounds.
 *
 * `npm run bench -- predict [rounds]`
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linearGradCam } from "../src/explanation/index.ts";
import { Graph } from "../src/graph/graph.ts";
import { float32 } from "../src/graph/tensor.ts";
import { writeOnnx } from "../src/graph/write.ts";
import {
  densenet121Features,
  linearClassifier,
  mobileNetV2Features,
  readSafetensors,
  weight,
} from "../src/networks/index.ts";
import { createSession } from "../src/runtime/index.node.ts";
import type { Session } from "../src/runtime/session.ts";
import { type PyTorch, startPyTorch, type TimingRequest } from "./pytorch.ts";
import { median, ratioOf, showRatio } from "./ratio.ts";

const SIZE = 224;
const CLASSES = 14;
const THREADS = 2;
const REPEATS = 7;
const NETWORKS = {
  mobilenet_v2: { features: mobileNetV2Features, classifier: "classifier.1", channels: 1280 },
  densenet121: { features: densenet121Features, classifier: "classifier", channels: 1024 },
} as const;

type NetworkName = keyof typeof NETWORKS;

/** One line of the table: what we run and what PyTorch runs for the same result. */
interface Contest {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly mode: TimingRequest["mode"];
  readonly repeats: number;
  /** Batches that it is run with; full backward passes of many images take minutes. */
  readonly batches: readonly number[];
}

const CONTESTS: readonly Contest[] = [
  { name: "predict", outputs: ["logits"], mode: "predict", repeats: REPEATS, batches: [1, 8] },
  {
    name: "predict + 14 maps, PyTorch by 14 autograd.grad to the last map",
    outputs: ["logits", "heatmaps"],
    mode: "last_map",
    repeats: REPEATS,
    batches: [1, 8],
  },
  {
    name: "predict + 14 maps, PyTorch by 14 full backward passes",
    outputs: ["logits", "heatmaps"],
    mode: "backward",
    repeats: 1,
    batches: [1],
  },
];

/** Runs all contests and prints a Markdown table. */
export async function benchPredict(rounds: number): Promise<void> {
  const pytorch = startPyTorch(THREADS);
  console.log(
    `\n${SIZE} px, ${THREADS} threads on both sides, ${rounds} interleaved rounds, medians; ratio: geometric mean over rounds, 95 percent interval.\n`,
  );
  console.log(
    "| network | batch | work | ours, ms per image | PyTorch, ms per image | PyTorch / ours |",
  );
  console.log("|---|---|---|---|---|---|");
  for (const network of Object.keys(NETWORKS) as NetworkName[]) {
    for (const batch of [1, 8]) await contest(network, batch, rounds, pytorch);
  }
  pytorch.close();
}

async function contest(
  network: NetworkName,
  batch: number,
  rounds: number,
  pytorch: PyTorch,
): Promise<void> {
  const session = await loadSession(network, batch, pytorch);
  const contests = CONTESTS.filter(({ batches }) => batches.includes(batch));
  const ours = contests.map((): number[] => []);
  const theirs = contests.map((): number[] => []);
  const images = float32(
    [batch, 3, SIZE, SIZE],
    new Float32Array(batch * 3 * SIZE * SIZE).fill(0.3),
  );
  for (let round = -1; round < rounds; round++) {
    for (const [index, { outputs, mode, repeats }] of contests.entries()) {
      const own = await timeSession(session, images, outputs);
      const other = median(await pytorch.time({ network, batch, size: SIZE, mode, repeats }));
      if (round < 0) continue; // The first round warms both sides up.
      ours[index]?.push(own / batch);
      theirs[index]?.push(other / batch);
    }
  }
  for (const [index, { name }] of contests.entries()) {
    const [own = [], other = []] = [ours[index], theirs[index]];
    const cells = [
      network,
      batch,
      name,
      milliseconds(own),
      milliseconds(other),
      showRatio(ratioOf(other, own)),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  const added = ratioOf(ours[1] ?? [], ours[0] ?? []);
  console.log(
    `| ${network} | ${batch} | our 14 maps: time against predict alone | | | ${showRatio(added)} |`,
  );
  await session.release();
}

async function loadSession(
  network: NetworkName,
  batch: number,
  pytorch: PyTorch,
): Promise<Session> {
  const { features, classifier, channels } = NETWORKS[network];
  const folder = mkdtempSync(join(tmpdir(), "thorascope-bench-"));
  const file = join(folder, "weights.safetensors");
  await pytorch.save(network, file);
  const { tensors } = readSafetensors(readFileSync(file));
  rmSync(folder, { recursive: true });
  const graph = new Graph(network);
  const maps = features(graph.input("images", [batch, 3, SIZE, SIZE]), tensors);
  graph.output("logits", linearClassifier(maps, tensors, classifier, CLASSES));
  graph.output(
    "heatmaps",
    linearGradCam(maps, weight(tensors, `${classifier}.weight`, [CLASSES, channels])),
  );
  return createSession(writeOnnx(graph), { threads: THREADS });
}

async function timeSession(
  session: Session,
  images: ReturnType<typeof float32>,
  outputs: readonly string[],
): Promise<number> {
  const seconds: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    await session.run({ images }, outputs);
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}

function milliseconds(seconds: readonly number[]): string {
  return (1000 * median(seconds)).toFixed(1);
}
