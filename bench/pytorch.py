"""The other side of bench/predict.ts: PyTorch eager, timed on request.

Reads one JSON request a line: {"network", "batch", "size", "mode", "repeats"}, runs it, and answers with
{"seconds": [...]}; {"network", "save": PATH} writes the weights as safetensors.

Modes: predict (no gradients); last_map (forward, then one autograd.grad per class to the last map, and the
14 Grad-CAMs); backward (14 times forward and full backward with hooks on the last map, which is what
pytorch-grad-cam does for 14 targets).
"""
import json
import sys
import time

import torch
import torchvision
from safetensors_file import write_safetensors

CLASSES = 14
torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)
networks = {}


def network_named(name):
    if name not in networks:
        networks[name] = getattr(torchvision.models, name)(weights=None, num_classes=CLASSES).eval()
    return networks[name]


def last_map(network, images):
    maps = network.features(images)
    return torch.relu(maps) if isinstance(network, torchvision.models.DenseNet) else maps


def logits_of(network, maps):
    return network.classifier(maps.mean((2, 3)))


def grad_cams(maps, gradient):
    return torch.relu((gradient.mean((2, 3), keepdim=True) * maps).sum(1))


def predict(network, images):
    with torch.no_grad():
        network(images)


def cams_by_last_map(network, images):
    with torch.no_grad():
        maps = last_map(network, images)
    maps.requires_grad_(True)
    logits = logits_of(network, maps)
    for finding in range(CLASSES):
        (gradient,) = torch.autograd.grad(logits[:, finding].sum(), maps, retain_graph=True)
        with torch.no_grad():
            grad_cams(maps, gradient)


def cams_by_backward(network, images):
    for finding in range(CLASSES):
        network.zero_grad()
        maps = last_map(network, images)
        maps.retain_grad()
        logits_of(network, maps)[:, finding].sum().backward()
        with torch.no_grad():
            grad_cams(maps, maps.grad)


MODES = {"predict": predict, "last_map": cams_by_last_map, "backward": cams_by_backward}

for line in sys.stdin:
    request = json.loads(line)
    network = network_named(request["network"])
    if "save" in request:
        write_safetensors(network.state_dict(), request["save"])
        answer = {}
    else:
        images = torch.rand(request["batch"], 3, request["size"], request["size"])
        seconds = []
        for _ in range(request["repeats"]):
            start = time.perf_counter()
            MODES[request["mode"]](network, images)
            seconds.append(time.perf_counter() - start)
        answer = {"seconds": seconds}
    print(json.dumps(answer), flush=True)
