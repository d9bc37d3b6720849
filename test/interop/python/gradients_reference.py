"""Compares gradients of a whole network with PyTorch's in float64.

Reads {network, statistics, size, images, path, names} as JSON from standard input; `path` is a file of
float32 gradients, one tensor after another in the order of `names`. Prints the loss in float64 and for each
tensor the relative errors |g - g64| / |g64| (Euclidean norms) of these gradients ("ours") and of PyTorch's
own in float32 ("theirs"), which says how much of an error float32 as such is to blame for. A tensor whose
gradient is 1e-5 of the largest or less counts as that large: a bias before a batch norm in training has none.
"""
import json
import sys

import numpy as np
import torch
import torchvision
from formula_weights import fill, values
from vit_tiny import VitTiny

CLASSES = 14


def gradients(setting, dtype):
    name = setting["network"]
    if name == "vit_tiny_patch16_224":
        network = VitTiny(CLASSES)
    else:
        network = getattr(torchvision.models, name)(weights=None, num_classes=CLASSES)
    network = fill(network).to(dtype)
    network.train(setting["statistics"] == "training")
    for module in network.modules():
        if isinstance(module, (torch.nn.Dropout, torchvision.ops.StochasticDepth)):
            module.p = 0.0
    size, images = setting["size"], setting["images"]
    x = torch.from_numpy(values("input", (images, 3, size, size))).to(dtype)
    targets = torch.tensor([(i * 7) % 5 / 4 for i in range(images * CLASSES)], dtype=dtype)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(
        network(x), targets.reshape(images, CLASSES)
    )
    loss.backward()
    found = {name: p.grad.double().numpy() for name, p in network.named_parameters()}
    return loss.item(), found


def relative(found, exact, least):
    return float(np.linalg.norm(found - exact) / max(np.linalg.norm(exact), least))


torch.set_num_threads(2)
setting = json.load(sys.stdin)
loss, exact = gradients(setting, torch.float64)
_, single = gradients(setting, torch.float32)
least = 1e-5 * max(np.linalg.norm(gradient) for gradient in exact.values())
flat = np.fromfile(setting["path"], dtype=np.float32).astype(np.float64)
errors = {}
start = 0
for name in setting["names"]:
    reference = exact.pop(name)
    ours = flat[start : start + reference.size].reshape(reference.shape)
    start += reference.size
    errors[name] = {
        "ours": relative(ours, reference, least),
        "theirs": relative(single[name], reference, least),
    }
assert start == flat.size and not exact, "other tensors than PyTorch's"
print(json.dumps({"loss": loss, "errors": errors}))
