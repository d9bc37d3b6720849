import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { readRadiograph } from "../../../radiograph/index.node.ts";
import { BUNDLED_MODEL, loadModel } from "../../../reading/index.node.ts";
import { type Finding, fine, reasonOf, wrong } from "./finding.ts";

const { engines } = createRequire(import.meta.url)("../../../../package.json") as {
  engines: { node: string };
};

/** A radiograph that comes with Thorascope, and shows a nodule. */
const SAMPLE = fileURLToPath(
  new URL("../../../../samples/synthetic-02-nodule.png", import.meta.url),
);

/** Whether Node.js is one that Thorascope runs on. */
export function checkNode(version: string = process.versions.node): Finding {
  const least = /\d+(\.\d+)*/.exec(engines.node)?.[0] ?? "0";
  if (isAtLeast(version, least)) return fine("Node.js", `version ${version}`);
  return wrong(
    "Node.js",
    `version ${version} is too old: Thorascope needs ${least} or later.`,
    "Install a later Node.js (https://nodejs.org).",
  );
}

function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string) => text.split(".").map(Number);
  const own = numbers(version);
  for (const [index, number] of numbers(least).entries()) {
    const difference = (own[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Whether ONNX Runtime loads, and the model reads a radiograph with it. */
export async function checkModel(folder: string | null): Promise<Finding> {
  const name = folder === null ? "the bundled model" : folder;
  try {
    const model = await loadModel(folder ?? BUNDLED_MODEL);
    const radiograph = await readRadiograph(SAMPLE);
    const { model: read } = await model.read(radiograph, { anyway: true });
    return fine("model", `${read.name} ${read.version} has read a sample.`);
  } catch (error) {
    return wrong(
      "model",
      `${name} cannot read: ${reasonOf(error)}`,
      folder === null
        ? "Install Thorascope anew: `npm install` fetches the model and ONNX Runtime for this machine."
        : "Set `model` to a folder of a model (`thorascope models list`), or leave it out for the bundled one.",
    );
  }
}
