import { writeFileSync } from "node:fs";
import { densenet121Shapes } from "../../networks/densenet-shapes.ts";
import { formulaWeights } from "../../networks/formula-weights.ts";
import { dict, storage, tensor, zipCheckpoint } from "../../networks/make-checkpoint.ts";

/** Writes a PyTorch checkpoint of a DenseNet-121 whose weights are worked out from their names. */
export function makeDensenetCheckpoint(path: string, outputs: number, channels: number): void {
  const weights = [...formulaWeights(densenet121Shapes(outputs, channels))];
  const content = dict(
    Object.fromEntries(
      weights.map(([name, { shape, data }], index) => [
        name,
        tensor(storage("FloatStorage", String(index), data.length), shape),
      ]),
    ),
  );
  const storages = Object.fromEntries(
    weights.map(([, { data }], index) => [
      String(index),
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    ]),
  );
  writeFileSync(path, zipCheckpoint(content, storages));
}
