/** Trains in a process of its own, which a test can kill: `node train-in-child.js PATHS`, paths as JSON. */
import { train } from "../../../dist/training/index.node.js";

const [, , paths = ""] = process.argv;

await train(JSON.parse(paths), {
  threads: 1,
  loaders: 1,
  checkpointSeconds: 0,
  onStep: (stage, done) => process.stdout.write(`${stage}: ${done}\n`),
});
