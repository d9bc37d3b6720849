import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What is asked of PyTorch; see `pytorch.py`. */
export interface TimingRequest {
  readonly network: string;
  readonly batch: number;
  readonly size: number;
  readonly mode: "predict" | "last_map" | "backward";
  readonly repeats: number;
}

/** A PyTorch process that waits while we are timed, and is timed while we wait. */
export interface PyTorch {
  time(request: TimingRequest): Promise<readonly number[]>;
  /** Writes the network's weights as safetensors, so that both sides run on the same. */
  save(network: string, path: string): Promise<void>;
  close(): void;
}

export function startPyTorch(threads: number): PyTorch {
  const script = fileURLToPath(new URL("pytorch.py", import.meta.url));
  const child: ChildProcessWithoutNullStreams = spawn("/usr/bin/python3", [
    script,
    String(threads),
  ]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<{ readonly seconds?: readonly number[] }> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error("PyTorch has ended; is python3-torchvision installed?");
    return JSON.parse(value);
  };
  return {
    time: async (request) => (await ask(request)).seconds ?? [],
    save: async (network, path) => {
      await ask({ network, save: path });
    },
    close: () => child.stdin.end(),
  };
}
