"""Writes checkpoints as other people publish them, with Debian's PyTorch, and prints what their networks give.

Reads {"folder": .., "size": ..} as JSON from standard input; prints, for each file, the logits of one grey
image of that size by formula, computed in float64.

The classes are TorchXRayVision's and CheXNet's in name and shape only: `torchxrayvision.models.DenseNet` of
one channel with 18 outputs and an `op_threshs`, and a DenseNet-121 within a module within DataParallel's
prefix, with the tensor names that torchvision had before PyTorch 0.4.
"""
import collections
import copy
import json
import re
import sys
import types

import numpy as np
import torch
import torchvision
from PIL import Image
from formula_weights import fill, values

IMAGENET = (torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225]))

xrv = types.ModuleType("torchxrayvision.models")
sys.modules["torchxrayvision"] = types.ModuleType("torchxrayvision")
sys.modules["torchxrayvision.models"] = xrv


class DenseNet(torchvision.models.DenseNet):
    def __init__(self):
        super().__init__(32, (6, 12, 24, 16), 64, num_classes=18)
        self.features.conv0 = torch.nn.Conv2d(1, 64, 7, 2, 3, bias=False)
        self.op_threshs = torch.full((18,), 0.25)
        self.pathologies = ["Atelectasis", "..."]
        self.upsample = torch.nn.Upsample(size=(224, 224), mode="bilinear", align_corners=False)


DenseNet.__module__ = "torchxrayvision.models"
xrv.DenseNet = DenseNet


def imagenet(grey):
    mean, deviation = IMAGENET
    return (grey - mean.double()[:, None, None]) / deviation.double()[:, None, None]


def xrayvision(grey):
    return (2 * grey - 1) * 1024


def logits_of(network, images):
    with torch.no_grad():
        return [float(f"{x:.9g}") for x in network.double()(images).flatten().tolist()]


def named(network, rename):
    return collections.OrderedDict((rename(k), v) for k, v in network.state_dict().items())


def timm_mobilenet(name):
    """torchvision's name to timm's: blocks are counted by stages, layers have names."""
    name = re.sub(r"^features\.0\.0\.", "conv_stem.", name)
    name = re.sub(r"^features\.0\.1\.", "bn1.", name)
    name = re.sub(r"^features\.18\.0\.", "conv_head.", name)
    name = re.sub(r"^features\.18\.1\.", "bn2.", name)
    name = re.sub(r"^classifier\.1\.", "classifier.", name)
    match = re.match(r"features\.(\d+)\.conv\.(.*)\.(\w+)$", name)
    if not match:
        return name
    index, layer, kind = int(match[1]) - 1, match[2], match[3]
    for stage, blocks in enumerate((1, 2, 3, 4, 3, 3, 1)):
        if index < blocks:
            break
        index -= blocks
    first = {"0.0": "conv_dw", "0.1": "bn1", "1": "conv_pw", "2": "bn2"}
    other = {"0.0": "conv_pw", "0.1": "bn1", "1.0": "conv_dw", "1.1": "bn2", "2": "conv_pwl", "3": "bn3"}
    return f"blocks.{stage}.{index}.{(other if stage else first)[layer]}.{kind}"


def write_readable(folder, answers, network):
    """A radiograph-sized PNG with all grey values, and a network whose probabilities of it differ."""
    side = 224
    across, down = np.meshgrid(np.linspace(0, 1, side), np.linspace(0, 1, side))
    noise = values("grey", (side, side))
    pixels = 255 * np.clip(0.5 + 0.5 * np.sin(7 * across) * np.cos(5 * down) + 0.1 * noise, 0, 1)
    pixels = np.rint(pixels).astype(np.uint8)
    pixels[0, 0], pixels[0, 1] = 0, 255
    Image.fromarray(pixels, "L").save(f"{folder}/chest.png")
    images = xrayvision(torch.from_numpy(pixels / 255.0)[None, None])
    network = copy.deepcopy(network).double()
    with torch.no_grad():
        scale = 2 / network(images).std()
        network.classifier.weight *= scale
        network.classifier.bias *= scale
        # The file holds float32.
        network.float()
        torch.save(network, f"{folder}/readable.pt")
        answers["probabilities"] = torch.sigmoid(network.double()(images)).flatten().tolist()


def main(folder, size):
    torch.set_num_threads(2)
    grey = torch.from_numpy((values("grey", (1, 1, size, size)) + 1) / 2).double().clamp(0, 1)
    answers = {"grey": grey.flatten().tolist()}

    def save(file, content, network, images, zipped=True):
        torch.save(content, f"{folder}/{file}", _use_new_zipfile_serialization=zipped)
        answers[file] = logits_of(network, images)

    network = fill(DenseNet().eval())
    network.op_threshs.fill_(0.25)
    save("xrv-module.pt", network, network, xrayvision(grey))
    write_readable(folder, answers, network)
    network.float()
    save("xrv-module-legacy.pt", network, network, xrayvision(grey), zipped=False)

    network = torchvision.models.resnet50(num_classes=18)
    network.conv1 = torch.nn.Conv2d(1, 64, 7, 2, 3, bias=False)
    fill(network.eval())
    save("xrv-resnet-state.pt", network.state_dict(), network, xrayvision(grey))

    network = fill(torchvision.models.densenet121(num_classes=14).eval())
    old = lambda name: re.sub(r"(denselayer\d+\.(?:norm|conv))([12])", r"\1.\2", name)
    state = named(network, lambda name: "module.densenet121." + old(name).replace("classifier.", "classifier.0."))
    optimizer = torch.optim.Adam(network.parameters())
    checkpoint = {
        "epoch": 12,
        "best_loss": np.float64(0.1),
        "optimizer": optimizer.state_dict(),
        "state_dict": state,
    }
    save("chexnet.pth.tar", checkpoint, network, imagenet(grey), zipped=False)

    # Weights in channels-last order: every filter is a view with strides.
    network = fill(torchvision.models.mobilenet_v2(num_classes=14).eval())
    network = network.to(memory_format=torch.channels_last)
    save("mobilenet-parallel.pt", {"model": named(network, lambda name: f"module.{name}")}, network, imagenet(grey))
    save("mobilenet-timm.pt", named(network.float(), timm_mobilenet), network, imagenet(grey))

    network = fill(torchvision.models.resnet18(num_classes=3).eval())
    half = {"model_state_dict": {k: v.half() if v.is_floating_point() else v for k, v in network.state_dict().items()}}
    network.load_state_dict({k: v.float() for k, v in half["model_state_dict"].items()})
    save("resnet-half.pt", half, network, imagenet(grey))

    torch.save(torchvision.models.densenet169(num_classes=14).state_dict(), f"{folder}/densenet169.pt")
    torch.save(torchvision.models.resnet101(num_classes=14).state_dict(), f"{folder}/resnet101.pt")
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), f"{folder}/script.pt")

    # Views and shared storages.
    base = torch.arange(24.0).reshape(2, 3, 4)
    odd = {
        "whole": base,
        "turned": base.permute(2, 0, 1),
        "part": base[1, :, 1:3],
        "steps": base.flatten()[1::5],
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
        "long": torch.tensor([2**40, -3]),
        "brain": torch.tensor([1 / 3]).bfloat16(),
        "double": torch.tensor([1 / 3]).double(),
        "tied": base,
    }
    answers["odd"] = {k: [list(v.shape), v.float().flatten().tolist()] for k, v in odd.items()}
    for zipped, file in ((True, "odd.pt"), (False, "odd-legacy.pt")):
        torch.save(odd, f"{folder}/{file}", _use_new_zipfile_serialization=zipped)

    class Hostile:
        def __reduce__(self):
            import os

            return os.system, (f"touch {folder}/owned",)

    for zipped, file in ((True, "hostile.pt"), (False, "hostile-legacy.pt")):
        torch.save({"state_dict": odd, "extra": Hostile()}, f"{folder}/{file}", _use_new_zipfile_serialization=zipped)
    return answers


request = json.load(sys.stdin)
print(json.dumps(main(request["folder"], request["size"])))
