import type { Tensor } from "../graph/tensor.ts";

/** A float32 tensor that goes into a session or comes out of it. */
export type FloatTensor = Tensor<"float32">;

/** An ONNX graph ready to run; the one form in which the rest of Thorascope sees ONNX Runtime. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs the graph. `outputs` names the results wanted (all if left out): what is not asked for and not
   * needed for what is asked for is not computed.
   */
  run(
    inputs: Readonly<Record<string, FloatTensor>>,
    outputs?: readonly string[],
  ): Promise<Readonly<Record<string, FloatTensor>>>;
  /** Frees the memory that the graph holds. The session can't be used afterwards. */
  release(): Promise<void>;
}

/** How a session runs. */
export interface SessionOptions {
  /** Threads within one operator; the runtime's own choice (one per physical core) if left out. */
  readonly threads?: number;
}
