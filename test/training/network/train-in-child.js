/**
 * Trains in a process of its own, which a test can kill: `node train-in-child.js PATHS`, paths as JSON. After each step
 * of a fit it prints how far that is, and the SHA-256 of the checkpoint of the step before.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { train } from "../../../dist/training/index.node.js";

const [, , paths = ""] = process.argv;
const { out } = JSON.parse(paths);

/** The file of a fit, by what the fit is called on the terminal. */
function checkpointOf(stage) {
  const [kind, number] = stage.split(" ");
  return join(out, `checkpoint-${kind === "fold" ? `fold-${number}` : "final"}.safetensors`);
}

function stateAt(stage) {
  try {
    return createHash("sha256")
      .update(readFileSync(checkpointOf(stage)))
      .digest("hex");
  } catch {
    return "none";
  }
}

await train(JSON.parse(paths), {
  threads: 1,
  loaders: 1,
  checkpointSeconds: 0,
  onStep: (stage, done) => {
    if (/^(fold|final)/.test(stage)) process.stdout.write(`${stage}: ${done} ${stateAt(stage)}\n`);
  },
});
