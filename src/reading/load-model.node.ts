import { fileURLToPath } from "node:url";
import { readModelFolder } from "../model/folder.node.ts";
import { createSession } from "../runtime/index.node.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { Model } from "./model.ts";

/** The folder of the model that comes with Thorascope. */
export const BUNDLED_MODEL = fileURLToPath(new URL("../../models/bundled", import.meta.url));

/**
 * Threads that a network computes in. With more of them ONNX Runtime divides sums otherwise, and the last digits
 * of a reading would depend on how many processors a machine has.
 */
const THREADS = 1;

/**
 * Loads a model from its folder, the bundled one if none is named. It computes in one thread unless
 * `options` say otherwise: then readings of machines with other numbers of processors may differ in last digits.
 *
 * Throws `ModelError` where the folder is incomplete or its parts do not belong together.
 */
export async function loadModel(
  folder: string = BUNDLED_MODEL,
  { threads = THREADS }: SessionOptions = {},
): Promise<Model> {
  const { description, onnx } = await readModelFolder(folder);
  return new Model(description, await createSession(onnx, { threads }));
}
