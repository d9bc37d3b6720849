import { fileURLToPath } from "node:url";
import { readModelFolder } from "../model/index.node.ts";
import { createSession } from "../runtime/index.node.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { Model } from "./model.ts";

/** The folder of the model that comes with Thorascope. */
export const BUNDLED_MODEL = fileURLToPath(new URL("../../models/bundled", import.meta.url));

/**
 * Loads a model from its folder, the bundled one if none is named.
 *
 * Throws `ModelError` where the folder is incomplete or its parts do not belong together.
 */
export async function loadModel(
  folder: string = BUNDLED_MODEL,
  options: SessionOptions = {},
): Promise<Model> {
  const { description, onnx } = await readModelFolder(folder);
  return new Model(description, await createSession(onnx, options));
}
