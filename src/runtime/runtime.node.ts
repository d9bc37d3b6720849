import "./no-telemetry.node.ts";
import { InferenceSession } from "onnxruntime-node";
import { RuntimeError } from "./errors.ts";
import { wrapSession } from "./onnx-session.ts";
import type { Session, SessionOptions } from "./session.ts";

/** ONNX Runtime's log levels; warnings about graphs say nothing that a user could act upon. */
const ERRORS_ONLY = 3;

/**
 * Loads an ONNX graph for the CPU.
 *
 * `session.run` of the Node build occupies the calling thread while it computes; use a worker thread
 * where the event loop must stay free.
 */
export async function createSession(
  onnx: Uint8Array,
  { threads }: SessionOptions = {},
): Promise<Session> {
  try {
    const session = await InferenceSession.create(onnx, {
      graphOptimizationLevel: "all",
      logSeverityLevel: ERRORS_ONLY,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    });
    return wrapSession(session);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RuntimeError(
      "GRAPH_REJECTED",
      `ONNX Runtime can't load this graph (${reason}). If the file was downloaded or copied, fetch it again.`,
      { bytes: onnx.length },
      { cause },
    );
  }
}
