const BLOCKS = [6, 12, 24, 16];

/**
 * Names and shapes of the tensors of torchvision's densenet121 (batch norms' counters left out);
 * test/interop/densenet-resnet.test.ts compares them with torchvision's own.
 */
export function densenet121Shapes(
  classes: number,
  channels = 3,
): Record<string, readonly number[]> {
  const shapes: Record<string, readonly number[]> = {};
  const norm = (name: string, size: number) => {
    for (const kind of ["weight", "bias", "running_mean", "running_var"])
      shapes[`${name}.${kind}`] = [size];
  };
  shapes["features.conv0.weight"] = [64, channels, 7, 7];
  norm("features.norm0", 64);
  let width = 64;
  for (const [index, layers] of BLOCKS.entries()) {
    for (let layer = 1; layer <= layers; layer++) {
      const name = `features.denseblock${index + 1}.denselayer${layer}`;
      norm(`${name}.norm1`, width);
      shapes[`${name}.conv1.weight`] = [128, width, 1, 1];
      norm(`${name}.norm2`, 128);
      shapes[`${name}.conv2.weight`] = [32, 128, 3, 3];
      width += 32;
    }
    if (index === BLOCKS.length - 1) break;
    norm(`features.transition${index + 1}.norm`, width);
    shapes[`features.transition${index + 1}.conv.weight`] = [width / 2, width, 1, 1];
    width /= 2;
  }
  norm("features.norm5", width);
  shapes["classifier.weight"] = [classes, width];
  shapes["classifier.bias"] = [classes];
  return shapes;
}
