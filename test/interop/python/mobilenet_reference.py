"""Logits and Grad-CAM of MobileNetV2 from Debian's torchvision, in float64, on weights by formula.

usage: mobilenet_reference.py SIZE   prints JSON; test/networks/mobilenet-v2.reference.json is its output
for SIZE 97 (odd, so that every padding shows).

Grad-CAM by autograd, one backward pass per class to the last map: channel weights are the mean gradient,
the map is the ReLU of the weighted sum. Selvaraju et al., ICCV 2017.
"""
import json
import sys

import torch
import torchvision
from formula_weights import fill, values

size, batch, classes = int(sys.argv[1]), 3, 14
torch.set_num_threads(2)
network = fill(torchvision.models.mobilenet_v2(weights=None, num_classes=classes).eval()).double()
images = torch.from_numpy(values("input", (batch, 3, size, size))).double()
maps = network.features(images)
logits = network.classifier(maps.mean((2, 3)))
grad_cams = []
for finding in range(classes):
    (gradient,) = torch.autograd.grad(logits[:, finding].sum(), maps, retain_graph=True)
    grad_cams.append(torch.relu((gradient.mean((2, 3), keepdim=True) * maps).sum(1)))
grad_cams = torch.stack(grad_cams, 1)

print(json.dumps({
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
    "size": size,
    "logitsStandardDeviation": float(logits.std()),
    "deviationBetweenImages": float(logits.std(0).mean()),
    "zeroMaps": int((grad_cams.amax((2, 3)) == 0).sum()),
    "mapShape": list(grad_cams.shape),
    "logits": [float(f"{x:.9g}") for x in logits.flatten().tolist()],
    "gradCam": [float(f"{x:.9g}") for x in grad_cams.flatten().tolist()],
}))
