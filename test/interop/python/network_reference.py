"""Logits of networks from Debian's torchvision, in float64, on weights by formula; ViT-Tiny's from vit_tiny.py.

Reads a list of settings {network, size, columns, channels, stride} as JSON from standard input (columns: size
if left out) and prints, for each, names and shapes of the tensors, the logits of two images and the shape of
the last map; for the ViT also timm's logits, of the class token. With
--fixture it prints logits and map shapes only: test/networks/densenet-resnet.reference.json is that, for

  echo '[{"network": "densenet121", "size": 97, "channels": 3, "stride": 32},
         {"network": "resnet50", "size": 97, "channels": 3, "stride": 32}]'

stride 32 is torchvision's own. With 16 or 8 the last strides become dilations: for ResNet-50 by torchvision
itself (replace_stride_with_dilation); for EfficientNet-B0 as for MobileNetV2 (mobilenet_reference.py); for
DenseNet-121 here: the transition's mean is taken at every cell,
over cells `dilation` apart (beyond the border its values go on), and later 3 x 3 convolutions are dilated.
"""
import json
import sys

import torch
import torchvision
import vit_tiny
from formula_weights import fill, values
from mobilenet_reference import limit_stride

CLASSES, IMAGES = 14, 2


class MeanAtEveryShift(torch.nn.Module):
    def __init__(self, dilation):
        super().__init__()
        self.dilation = dilation

    def forward(self, x):
        d = self.dilation
        padded = torch.nn.functional.pad(x, (0, d, 0, d), mode="replicate")
        rows, columns = x.shape[2:]
        corners = [padded[:, :, i : i + rows, j : j + columns] for i in (0, d) for j in (0, d)]
        return torch.stack(corners).mean(0)


def densenet121(channels, stride):
    network = torchvision.models.densenet121(weights=None, num_classes=CLASSES)
    features = network.features
    if channels == 1:
        features.conv0 = torch.nn.Conv2d(1, 64, 7, 2, 3, bias=False)
    dilation = 1
    for index, reached in ((1, 8), (2, 16), (3, 32)):
        if reached <= stride:
            continue
        getattr(features, f"transition{index}").pool = MeanAtEveryShift(dilation)
        dilation *= 2
        for layer in getattr(features, f"denseblock{index + 1}").values():
            layer.conv2.dilation = layer.conv2.padding = (dilation, dilation)
    return network, lambda x: torch.relu(features(x)), network.classifier


def resnet(depth, channels, stride):
    make = getattr(torchvision.models, f"resnet{depth}")
    dilated = [reached > stride for reached in (8, 16, 32)]
    network = make(weights=None, num_classes=CLASSES, replace_stride_with_dilation=dilated)
    if channels == 1:
        network.conv1 = torch.nn.Conv2d(1, 64, 7, 2, 3, bias=False)
    return network, torch.nn.Sequential(*list(network.children())[:-2]), network.fc


def efficientnet_b0(channels, stride):
    network = torchvision.models.efficientnet_b0(weights=None, num_classes=CLASSES)
    if channels == 1:
        network.features[0][0] = torch.nn.Conv2d(1, 32, 3, 2, 1, bias=False)
    if stride != 32:
        limit_stride(network, stride)
    return network, network.features, network.classifier


def vit_tiny_patch16_224(channels, _stride):
    network = vit_tiny.VitTiny(CLASSES, channels)
    return network, network.maps, network.head


def build(network, channels, stride):
    own = {"densenet121": densenet121, "efficientnet_b0": efficientnet_b0, "vit_tiny_patch16_224": vit_tiny_patch16_224}
    if network in own:
        return own[network](channels, stride)
    return resnet(int(network[len("resnet"):]), channels, stride)


def numbers(tensor):
    return [float(f"{x:.9g}") for x in tensor.flatten().tolist()]


def reference(setting):
    channels = setting["channels"]
    size = (setting["size"], setting.get("columns", setting["size"]))
    network, maps_of, classifier = build(setting["network"], channels, setting["stride"])
    fill(network.eval()).double()
    images = torch.from_numpy(values("input", (IMAGES, channels, *size))).double()
    with torch.no_grad():
        maps = maps_of(images)
        logits = classifier(maps.mean((2, 3)))
    if setting["stride"] == 32:
        assert torch.allclose(logits, network(images).detach())
    extra = {}
    if isinstance(network, vit_tiny.VitTiny):
        if channels == 3 and size == (224, 224):
            vit_tiny.check(network)
        extra["classLogits"] = numbers(network.class_logits(images))
    return {
        **setting,
        **extra,
        "mapShape": list(maps.shape),
        "logits": numbers(logits),
        "shapes": {
            name: list(tensor.shape)
            for name, tensor in network.state_dict().items()
            if not name.endswith("num_batches_tracked")
        },
    }


torch.set_num_threads(2)
references = [reference(setting) for setting in json.load(sys.stdin)]
if "--fixture" in sys.argv:
    for one in references:
        del one["shapes"]
print(json.dumps(references))
