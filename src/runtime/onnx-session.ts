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
      const results = await session.run(feeds, [...outputs]);
      return Object.fromEntries(outputs.map((name) => [name, floatTensor(name, results[name])]));
    },
    release: () => session.release(),
  };
}

function floatTensor(name: string, result: OnnxTensor | undefined): FloatTensor {
  if (result?.type === "float32") return float32(result.dims, result.data as Float32Array);
  throw new RuntimeError(
    "OUTPUT_MISSING",
    `The graph gave ${result ? `${result.type} values` : "nothing"} for its output "${name}", where float32 values were expected.`,
    { name },
  );
}
