"""Logits and Grad-CAM of MobileNetV2 from Debian's torchvision, in float64, on weights by formula.

usage: mobilenet_reference.py SIZE [PADDING [STRIDE]]   prints JSON
  PADDING  symmetric (torchvision's own, the default) or tensorflow (its SAME, by zeros put around explicitly)
  STRIDE   32 (the default), 16 or 8: strides beyond it become dilations of this and all later layers

test/networks/mobilenet-v2.reference.json is its output for SIZE 97 (odd, so that every padding shows).

Grad-CAM by autograd, one backward pass per class to the last map: channel weights are the mean gradient,
the map is the ReLU of the weighted sum. Selvaraju et al., ICCV 2017.
"""
import json
import math
import sys

import torch
import torchvision
from formula_weights import fill, values


def spatial_convolutions(network):
    """The stem and the depthwise convolutions, in the order they run in (EfficientNet's have 5 x 5 too)."""
    return [
        module
        for module in network.features.modules()
        if isinstance(module, torch.nn.Conv2d) and module.kernel_size != (1, 1)
    ]


def dilate(convolution, dilation):
    around = dilation * (convolution.kernel_size[0] // 2)
    convolution.dilation = (dilation, dilation)
    convolution.padding = (around, around)


def limit_stride(network, limit):
    """Turns strides into dilations once the map is as coarse as wanted."""
    stride_so_far = dilation = 1
    for convolution in spatial_convolutions(network):
        wanted = convolution.stride[0]
        if stride_so_far * wanted > limit:
            convolution.stride = (1, 1)
            dilate(convolution, dilation)
            dilation *= wanted
        else:
            stride_so_far *= wanted
            dilate(convolution, dilation)


def pad_as_tensorflow(network):
    """SAME: as many zeros as make the output ceil(size / stride) long, the odd one after the image."""

    def zeros(size, stride, dilation):
        needed = (math.ceil(size / stride) - 1) * stride + 2 * dilation + 1 - size
        return max(needed, 0) // 2, max(needed, 0) - max(needed, 0) // 2

    def before(convolution, inputs):
        (x,) = inputs
        rows, columns = (
            zeros(size, stride, dilation)
            for size, stride, dilation in zip(x.shape[2:], convolution.stride, convolution.dilation)
        )
        return (torch.nn.functional.pad(x, (*columns, *rows)),)

    for convolution in spatial_convolutions(network):
        convolution.padding = (0, 0)
        convolution.register_forward_pre_hook(before)


def reference(size, padding="symmetric", stride=32, batch=3, classes=14):
    network = fill(torchvision.models.mobilenet_v2(weights=None, num_classes=classes).eval()).double()
    shapes = {
        name: list(tensor.shape)
        for name, tensor in network.state_dict().items()
        if not name.endswith("num_batches_tracked")
    }
    if stride != 32:
        limit_stride(network, stride)
    if padding == "tensorflow":
        pad_as_tensorflow(network)
    images = torch.from_numpy(values("input", (batch, 3, size, size))).double()
    maps = network.features(images)
    logits = network.classifier(maps.mean((2, 3)))
    grad_cams = []
    for finding in range(classes):
        (gradient,) = torch.autograd.grad(logits[:, finding].sum(), maps, retain_graph=True)
        grad_cams.append(torch.relu((gradient.mean((2, 3), keepdim=True) * maps).sum(1)))
    grad_cams = torch.stack(grad_cams, 1)
    return shapes, {
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "size": size,
        "logitsStandardDeviation": float(logits.std()),
        "deviationBetweenImages": float(logits.std(0).mean()),
        "zeroMaps": int((grad_cams.amax((2, 3)) == 0).sum()),
        "mapShape": list(grad_cams.shape),
        "logits": [float(f"{x:.9g}") for x in logits.flatten().tolist()],
        "gradCam": [float(f"{x:.9g}") for x in grad_cams.flatten().tolist()],
    }


if __name__ == "__main__":
    torch.set_num_threads(2)
    size, *options = sys.argv[1:]
    if size == "--serve":
        # Requests as a list of argument lists on standard input: torch is slow to load.
        answers = [reference(**request) for request in json.load(sys.stdin)]
        print(json.dumps({"shapes": answers[0][0], "references": [answer for _, answer in answers]}))
    else:
        padding, stride = (options + ["symmetric", "32"][len(options) :])[:2]
        print(json.dumps(reference(int(size), padding, int(stride))[1]))
