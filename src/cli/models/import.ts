import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { writeOnnx } from "../../graph/index.ts";
import {
  importBackbone,
  importedModelCard,
  importNetwork,
  type LayoutName,
  type PublishedWeights,
  publishedWeights,
  requireWeights,
  sha256Of,
  writeModelFolder,
} from "../../model/index.node.ts";
import {
  type ArchitectureName,
  readWeights,
  type Weights,
  writeSafetensors,
} from "../../networks/index.ts";
import { writeWhole } from "../../whole-file.node.ts";
import { UsageError } from "../errors.ts";
import { type PullCommandOptions, pullWithProgress } from "./pull.ts";

export interface ImportOptions extends PullCommandOptions {
  readonly network?: ArchitectureName;
  readonly out?: string;
  readonly layout?: LayoutName;
  readonly labels?: string;
  readonly size?: string;
  readonly name?: string;
  readonly weightsOnly: boolean;
}

/** `thorascope models import`. */
export async function runImport(checkpoint: string, options: ImportOptions): Promise<void> {
  const inputSize = pixels(options.size);
  const { path, published } = await locate(checkpoint, options);
  const architecture = options.network ?? published?.architecture;
  if (architecture === undefined) {
    throw new UsageError("Name the network that the weights are of with --network.");
  }
  const weights = readWeights(await readFile(path));
  const source = {
    file: basename(path),
    sha256: await sha256Of(path),
    address: published?.address ?? null,
    licence: published?.licence ?? null,
  };
  const name = options.name ?? published?.name ?? source.file.replace(/\.[^.]+$/, "");
  const out = options.out ?? (options.weightsOnly ? `${name}.safetensors` : name);
  if (options.weightsOnly) {
    await writeBackbone(weights, architecture, source.file, out);
    return;
  }
  if (published?.layout === null && options.layout === undefined) {
    throw new UsageError(
      `${published.name} is for ImageNet: it knows no finding. Import it for training with --weights-only.`,
    );
  }
  const { graph, description } = importNetwork({
    weights,
    architecture,
    layout: options.layout ?? published?.layout ?? undefined,
    labels: options.labels?.split(",").map((label) => label.trim()) ?? published?.labels,
    inputSize,
    name,
    source,
  });
  const onnx = writeOnnx(graph, { description: description.title });
  await writeModelFolder(out, onnx, description, importedModelCard(description));
  const known = description.findings.filter(({ label }) => label !== null).length;
  const notes = description.imported.notes.map((note) => `- ${note}\n`).join("");
  process.stdout.write(
    `${out}: ${description.title}, ${known} of 14 findings.\n${notes}Its probabilities are not calibrated and it has no operating points; MODEL_CARD.md says more.\nTry: thorascope read FILES --model ${out}\n`,
  );
}

/** The file that is meant: as it is named, or published weights that are fetched where need be. */
async function locate(
  checkpoint: string,
  options: ImportOptions,
): Promise<{ path: string; published: PublishedWeights | undefined }> {
  const isFile = await stat(checkpoint).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return { path: checkpoint, published: publishedWeights(basename(checkpoint)) };
  const published = requireWeights(checkpoint);
  const { path } = await pullWithProgress(published, options);
  return { path, published };
}

async function writeBackbone(
  weights: Weights,
  architecture: ArchitectureName,
  file: string,
  out: string,
): Promise<void> {
  const backbone = importBackbone(weights, architecture);
  await writeWhole(out, writeSafetensors(backbone, { architecture, importedFrom: file }));
  process.stdout.write(
    `${out}: ${backbone.size} tensors of ${architecture}. Name it in a recipe as initialWeights, with the architecture and the inputRange that it was trained with.\n`,
  );
}

function pixels(size: string | undefined): number | undefined {
  if (size === undefined) return undefined;
  const number = Number(size);
  if (Number.isInteger(number) && number >= 32 && number <= 1024) return number;
  throw new UsageError(`--size ${size}: a whole number from 32 to 1024 is needed.`, { size });
}
