"""Trains torchvision's ResNet-18 for a few steps in float64, from weights by formula.

Reads {size, images, outputs, steps, rate, momentum} as JSON from standard input. Prints the loss of every step,
and means of the parameters and of the statistics of batch norms after the last one, by name.
"""
import json
import sys

import numpy as np
import torch
import torchvision
from formula_weights import fill, values

torch.set_num_threads(2)
request = json.load(sys.stdin)
size, images, outputs = request["size"], request["images"], request["outputs"]
network = fill(torchvision.models.resnet18(weights=None, num_classes=outputs)).double().train()
mean = torch.tensor([0.485, 0.456, 0.406], dtype=torch.float64).reshape(1, 3, 1, 1)
deviation = torch.tensor([0.229, 0.224, 0.225], dtype=torch.float64).reshape(1, 3, 1, 1)
optimizer = torch.optim.SGD(network.parameters(), lr=request["rate"], momentum=request["momentum"])
losses = []
for step in range(request["steps"]):
    grey = torch.from_numpy(np.abs(values("input", (images, 1, size, size)) + 0.01 * step)).double()
    targets = torch.tensor([((i + step) * 7) % 5 / 4 for i in range(images * outputs)]).double()
    known = torch.tensor([0.0 if (i + step) % 11 == 3 else 1.0 for i in range(images * outputs)]).double()
    logits = network((grey - mean) / deviation).reshape(-1)
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    loss = (each * known).sum() / known.sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
tensors = {
    name: tensor.reshape(-1)[:64].tolist()
    for name, tensor in network.state_dict().items()
    if not name.endswith("num_batches_tracked")
}
print(json.dumps({"losses": losses, "tensors": tensors}))
