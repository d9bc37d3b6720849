import { type InferenceSession, Tensor as OnnxTensor } from "onnxruntime-common";
import { float32 } from "../graph/tensor.ts";
import { RuntimeError } from "./errors.ts";
import type { FloatTensor, Session } from "./session.ts";

/** Wraps a session of any build of ONNX Runtime (they share onnxruntime-common's types) as ours. */
export function wrapSession(session: InferenceSession): Session {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(inputs, outputs = session.outputNames) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, shape }]) => [
          name,
          new OnnxTensor("float32", data, shape),
        ]),
      );
      for (const name of outputs) {
        if (!session.outputNames.includes(name)) throw missing(name, undefined);
      }
      const results = await runOrRefuse(session, feeds, outputs);
      return Object.fromEntries(outputs.map((name) => [name, floatTensor(name, results[name])]));
    },
    release: () => session.release(),
  };
}

function floatTensor(name: string, result: OnnxTensor | undefined): FloatTensor {
  if (result?.type === "float32") return float32(result.dims, result.data as Float32Array);
  throw missing(name, result);
}

async function runOrRefuse(
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
  outputs: readonly string[],
): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run(feeds, [...outputs]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RuntimeError(
      "RUN_FAILED",
      `ONNX Runtime can't run the graph on these inputs (${reason}).`,
      { inputs: Object.keys(feeds) },
      { cause },
    );
  }
}

function missing(name: string, result: OnnxTensor | undefined): RuntimeError {
  return new RuntimeError(
    "OUTPUT_MISSING",
    `The graph gave ${result ? `${result.type} values` : "nothing"} for its output "${name}", where float32 values were expected.`,
    { name },
  );
}
