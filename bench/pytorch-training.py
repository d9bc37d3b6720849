"""The other side of bench/training.ts: PyTorch's training step, timed on request.

Arguments: network, image size, batch, threads, path. Writes the network's first weights and a made-up batch
(`bench.images`, `bench.targets`) to the path as safetensors, then reads numbers of steps, one a line, makes
those steps (forward, backward, Adam) on that batch and answers with {"seconds": [...], "losses": [...],
"peakMegabytes"} of this process.
"""
import json
import resource
import sys
import time

import torch
import torchvision
from safetensors_file import write_safetensors

CLASSES = 14
LEARNING_RATE = 1e-4

name, size, batch, threads, path = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]
torch.set_num_threads(threads)
torch.manual_seed(1)
network = getattr(torchvision.models, name)(weights=None, num_classes=CLASSES)
for module in network.modules():
    if isinstance(module, torch.nn.Dropout):
        module.p = 0.0
images = torch.randn(batch, 3, size, size)
targets = (torch.rand(batch, CLASSES) < 0.3).float()
write_safetensors(
    {**network.state_dict(), "bench.images": images, "bench.targets": targets}, path
)
optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
network.train()


def step():
    optimizer.zero_grad(set_to_none=True)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(network(images), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


print(json.dumps({}), flush=True)
for line in sys.stdin:
    seconds, losses = [], []
    for _ in range(int(line)):
        start = time.perf_counter()
        losses.append(step())
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "losses": losses, "peakMegabytes": peak}), flush=True)
