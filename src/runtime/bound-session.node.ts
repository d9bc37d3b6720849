import "./no-telemetry.node.ts";
import { availableParallelism } from "node:os";
import { InferenceSession, Tensor as OnnxTensor } from "onnxruntime-node";
import { RuntimeError } from "./errors.ts";
import type { FloatTensor } from "./session.ts";

/** Only errors; warnings about graphs say nothing that a user could act upon. */
const ERRORS_ONLY = 3;

/** A graph tied to arrays: each run reads its inputs from them and writes its outputs into them. */
export interface BoundSession {
  /** Runs the graph once on what the input arrays hold now. Occupies the calling thread meanwhile. */
  run(): Promise<void>;
  release(): Promise<void>;
}

export interface BoundSessionOptions {
  readonly inputs: Readonly<Record<string, FloatTensor>>;
  readonly outputs: Readonly<Record<string, FloatTensor>>;
  /** Threads within one operator; one per processor if left out (the runtime's own choice can be half of that). */
  readonly threads?: number | undefined;
  /** Where the graph runs: the CPU if left out. Others are experimental. */
  readonly provider?: ExecutionProvider | undefined;
}

/** Execution providers of ONNX Runtime that a training step's operators were chosen for. */
export type ExecutionProvider = "cpu" | "cuda" | "webgpu";

/**
 * Loads a graph that runs many times on the same arrays, as training does: weights never leave theirs.
 *
 * Without memory patterns: they cost a training step 200 MB and gave nothing (docs/engine.md).
 * Throws `GRAPH_REJECTED`, at a run `RUN_FAILED`.
 */
export async function bindSession(
  onnx: Uint8Array,
  { inputs, outputs, threads = availableParallelism(), provider = "cpu" }: BoundSessionOptions,
): Promise<BoundSession> {
  const session = await InferenceSession.create(onnx, {
    executionProviders: provider === "cpu" ? ["cpu"] : [provider, "cpu"],
    graphOptimizationLevel: "all",
    enableMemPattern: false,
    logSeverityLevel: ERRORS_ONLY,
    intraOpNumThreads: threads,
  }).catch((cause: unknown) => {
    throw new RuntimeError(
      "GRAPH_REJECTED",
      `ONNX Runtime can't load this graph on ${provider} (${reasonOf(cause)}). Train on the CPU, or install the provider's libraries.`,
      { bytes: onnx.length, provider },
      { cause },
    );
  });
  const [feeds, fetches] = [onnxTensors(inputs), onnxTensors(outputs)];
  return {
    async run() {
      try {
        await session.run(feeds, fetches);
      } catch (cause) {
        throw new RuntimeError(
          "RUN_FAILED",
          `ONNX Runtime can't run the graph on these inputs (${reasonOf(cause)}).`,
          { inputs: Object.keys(inputs) },
          { cause },
        );
      }
    },
    release: () => session.release(),
  };
}

function onnxTensors(tensors: Readonly<Record<string, FloatTensor>>): Record<string, OnnxTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data, shape }]) => [
      name,
      new OnnxTensor("float32", data, shape),
    ]),
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
