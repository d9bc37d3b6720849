import { join } from "node:path";
import { readOnnx } from "../../graph/index.ts";
import { readModelFolder } from "../../model/index.node.ts";
import { type Weights, writeSafetensors } from "../../networks/index.ts";
import { writeWhole } from "../../whole-file.node.ts";

export interface ExportOptions {
  readonly out: string;
}

/** `thorascope models export`. */
export async function runExport(folder: string, { out }: ExportOptions): Promise<void> {
  const { description, onnx } = await readModelFolder(folder);
  const graph = readOnnx(onnx);
  const weights: Weights = new Map(
    graph.constants.flatMap(({ name, constant }) =>
      constant?.type === "float32" && constant.shape.length > 0
        ? [
            [
              name,
              {
                ...constant,
                type: "float32",
                data: Float32Array.from(constant.data as Float32Array),
              },
            ],
          ]
        : [],
    ),
  );
  const { name, version, title } = description;
  await writeWhole(join(out, "model.onnx"), onnx);
  await writeWhole(
    join(out, "weights.safetensors"),
    writeSafetensors(weights, { name, version, title }),
  );
  const shape = (value: (typeof graph.inputs)[number]) =>
    `${value.name} [${value.shape.join(", ")}]`;
  process.stdout.write(
    `${join(out, "model.onnx")}: ${graph.inputs.map(shape).join(", ")} to ${graph.outputs.map(shape).join(", ")}\n` +
      `${join(out, "weights.safetensors")}: ${weights.size} tensors\n` +
      "Grey values are from 0 (black) to 1 (white), the whole radiograph stretched to a square; logits are not calibrated.\n",
  );
}
