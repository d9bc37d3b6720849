import { isCheckpoint, readCheckpoint } from "./checkpoint/read.ts";
import { WeightsError } from "./errors.ts";
import { readSafetensors } from "./safetensors.ts";
import type { Weights } from "./weights.ts";

/** What people download by mistake, by how it begins. */
const MISTAKES: readonly (readonly [start: string, what: string])[] = [
  ["<", "a web page, probably an error message or a page that asks for a login"],
  [
    "version https://git-lfs",
    "a placeholder of Git LFS: fetch the file itself with `git lfs pull`",
  ],
  ["\x1f\x8b", "compressed with gzip: unpack it first"],
  ["Rar!", "a RAR archive: unpack it first"],
];

/**
 * Reads weights of any format that people publish them in: safetensors, PyTorch checkpoints. The name of
 * the file does not matter.
 */
export function readWeights(bytes: Uint8Array): Weights {
  if (isCheckpoint(bytes)) return readCheckpoint(bytes);
  const start = String.fromCharCode(...bytes.subarray(0, 32));
  const mistake = MISTAKES.find(([text]) => start.startsWith(text));
  // The length of a safetensors header comes first, and then its brace.
  if (mistake === undefined && start.charAt(8) === "{") return readSafetensors(bytes).tensors;
  throw new WeightsError(
    "WEIGHTS_INVALID",
    `These ${bytes.length} bytes are neither safetensors nor a PyTorch checkpoint${mistake ? `, but ${mistake[1]}` : ""}.`,
    { bytes: bytes.length },
  );
}
