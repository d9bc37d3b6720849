/** Inverted residual blocks of torchvision's mobilenet_v2: hidden and output channels of features.1 to 17. */
const BLOCKS = [
  [32, 16],
  [96, 24],
  [144, 24],
  [144, 32],
  [192, 32],
  [192, 32],
  [192, 64],
  [384, 64],
  [384, 64],
  [384, 64],
  [384, 96],
  [576, 96],
  [576, 96],
  [576, 160],
  [960, 160],
  [960, 160],
  [960, 320],
] as const;

/**
 * Names and shapes of the tensors of torchvision's mobilenet_v2, written down from its listing;
 * test/interop/networks.test.ts compares them with torchvision's own.
 */
export function mobilenetV2Shapes(classes: number): Record<string, readonly number[]> {
  const shapes: Record<string, readonly number[]> = {};
  const layer = (convolution: string, norm: string, filter: readonly number[]) => {
    shapes[`${convolution}.weight`] = filter;
    for (const kind of ["weight", "bias", "running_mean", "running_var"])
      shapes[`${norm}.${kind}`] = filter.slice(0, 1);
  };
  layer("features.0.0", "features.0.1", [32, 3, 3, 3]);
  let inputs = 32;
  for (const [index, [hidden, outputs]] of BLOCKS.entries()) {
    const block = `features.${index + 1}.conv`;
    const expands = index > 0;
    if (expands) layer(`${block}.0.0`, `${block}.0.1`, [hidden, inputs, 1, 1]);
    const depthwise = expands ? 1 : 0;
    layer(`${block}.${depthwise}.0`, `${block}.${depthwise}.1`, [hidden, 1, 3, 3]);
    layer(`${block}.${depthwise + 1}`, `${block}.${depthwise + 2}`, [outputs, hidden, 1, 1]);
    inputs = outputs;
  }
  layer("features.18.0", "features.18.1", [1280, 320, 1, 1]);
  shapes["classifier.1.weight"] = [classes, 1280];
  shapes["classifier.1.bias"] = [classes];
  return shapes;
}
