import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { writeWhole } from "../whole-file.node.ts";
import {
  type ModelDescription,
  parseModelDescription,
  type UnwrittenDescription,
} from "./description.ts";
import { ModelError } from "./errors.ts";

/** A model as it lies on disk, checked. */
export interface ModelFolder {
  readonly folder: string;
  readonly description: ModelDescription;
  readonly onnx: Uint8Array;
}

const DESCRIPTION_FILE = "model.json";

/**
 * Reads a model's folder: `model.json` and the graph it names.
 *
 * Throws `MODEL_NOT_FOUND`, `MODEL_INVALID`, or `MODEL_CHECKSUM` where the graph's bytes are not the ones
 * that were described: calibration and operating points hold for one graph only.
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const json = await readPart(folder, DESCRIPTION_FILE);
  const description = parseModelDescription(new TextDecoder().decode(json), folder);
  const { file, sha256 } = description.graph;
  const onnx = await readPart(folder, file);
  const actual = sha256Of(onnx);
  if (actual !== sha256) {
    throw new ModelError(
      "MODEL_CHECKSUM",
      `${folder}/${file}: its SHA-256 is ${actual}, but model.json describes ${sha256}. Restore both files from one source.`,
      { folder, expected: sha256, actual },
    );
  }
  return { folder, description, onnx };
}

/** Writes a model's folder. Each file is complete or absent, and `model.json` comes last. */
export async function writeModelFolder<Description extends UnwrittenDescription>(
  folder: string,
  onnx: Uint8Array,
  description: Description,
  card: string,
): Promise<Description & Pick<ModelDescription, "graph">> {
  const graph = { file: "model.onnx", sha256: sha256Of(onnx) };
  const { format, name, version, title } = description;
  const complete = Object.assign({ format, name, version, title, graph }, description);
  await writeWhole(join(folder, graph.file), onnx);
  await writeWhole(join(folder, "MODEL_CARD.md"), card);
  await writeWhole(join(folder, DESCRIPTION_FILE), `${JSON.stringify(complete, null, 2)}\n`);
  return complete;
}

/**
 * Writes a new model's folder: all of it appears at once, or nothing does.
 *
 * @throws ModelError `MODEL_EXISTS`, see `refuseOccupied`.
 */
export async function writeNewModelFolder<Description extends UnwrittenDescription>(
  folder: string,
  onnx: Uint8Array,
  description: Description,
  card: string,
): Promise<Description & Pick<ModelDescription, "graph">> {
  await refuseOccupied(folder);
  const temporary = `${resolve(folder)}.${process.pid}.partial`;
  try {
    const complete = await writeModelFolder(temporary, onnx, description, card);
    await rename(temporary, resolve(folder));
    return complete;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Refuses a place for a new model where something is already; an empty folder is fine.
 *
 * @throws ModelError `MODEL_EXISTS`.
 */
export async function refuseOccupied(folder: string): Promise<void> {
  const contents = await readdir(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === "ENOENT" ? [] : null,
  );
  if (contents !== null && contents.length === 0) return;
  throw new ModelError(
    "MODEL_EXISTS",
    `${folder} is ${contents === null ? "no folder, or can't be read" : "not empty"}: no model is ever overwritten. Name a new folder with --out.`,
    { folder },
  );
}

async function readPart(folder: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, file));
  } catch (cause) {
    throw new ModelError(
      "MODEL_NOT_FOUND",
      `${join(folder, file)} can't be read. A model is a folder with model.json and its graph; name one with --model.`,
      { folder, file },
      { cause },
    );
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
