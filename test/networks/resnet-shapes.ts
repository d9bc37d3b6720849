const BLOCKS = { 18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3] } as const;

/**
 * Names and shapes of the tensors of torchvision's resnet18, resnet34 and resnet50 (batch norms' counters left out);
 * test/interop/densenet-resnet.test.ts compares them with torchvision's own.
 */
export function resnetShapes(
  depth: keyof typeof BLOCKS,
  classes: number,
  channels = 3,
): Record<string, readonly number[]> {
  const shapes: Record<string, readonly number[]> = {};
  const layer = (convolution: string, norm: string, filter: readonly number[]) => {
    shapes[`${convolution}.weight`] = filter;
    for (const kind of ["weight", "bias", "running_mean", "running_var"])
      shapes[`${norm}.${kind}`] = filter.slice(0, 1);
  };
  layer("conv1", "bn1", [64, channels, 7, 7]);
  let inputs = 64;
  for (const [stage, count] of BLOCKS[depth].entries()) {
    const width = 64 * 2 ** stage;
    const outputs = depth === 50 ? 4 * width : width;
    for (let block = 0; block < count; block++) {
      const name = `layer${stage + 1}.${block}`;
      if (depth === 50) {
        layer(`${name}.conv1`, `${name}.bn1`, [width, inputs, 1, 1]);
        layer(`${name}.conv2`, `${name}.bn2`, [width, width, 3, 3]);
        layer(`${name}.conv3`, `${name}.bn3`, [outputs, width, 1, 1]);
      } else {
        layer(`${name}.conv1`, `${name}.bn1`, [width, inputs, 3, 3]);
        layer(`${name}.conv2`, `${name}.bn2`, [width, width, 3, 3]);
      }
      if (block === 0 && (stage > 0 || inputs !== outputs))
        layer(`${name}.downsample.0`, `${name}.downsample.1`, [outputs, inputs, 1, 1]);
      inputs = outputs;
    }
  }
  shapes["fc.weight"] = [classes, inputs];
  shapes["fc.bias"] = [classes];
  return shapes;
}
