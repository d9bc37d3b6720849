"""The other side of bench/fit.ts: a MobileNetV2 that PyTorch fits to the batches that it is given.

Arguments: a JSON object {"size", "batch", "outputs", "threads", "padding", "parameters": [{"name",
"rateFactor", "weightDecay"}], "gradientNorm", "movingAverage", "initial", "fitted"}. `initial` is a safetensors
file of the first weights (the last layer is `head`). Reads batches from standard input, each of
rate, grey [batch, 1, size, size], targets [batch, outputs] and dropout [batch, features] as float32, makes one
step of AdamW on it and answers with {"loss", "seconds"}. At the end of input it writes the moving average of
all weights and statistics to `fitted`, and its peak memory to standard output.
"""
import json
import os
import resource
import sys
import time

import numpy
import torch
import torchvision
from safetensors_file import read_safetensors, write_safetensors

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "test", "interop", "python"))
from mobilenet_reference import pad_as_tensorflow  # noqa: E402

FEATURES = 1280
MOMENTS = dict(betas=(0.9, 0.999), eps=1e-8)

settings = json.loads(sys.argv[1])
size, batch, outputs = settings["size"], settings["batch"], settings["outputs"]
torch.set_num_threads(settings["threads"])
initial = read_safetensors(settings["initial"])
channels = initial["features.0.0.weight"].shape[1]
whole = torchvision.models.mobilenet_v2(weights=None)
network = whole.features
network[0][0] = torch.nn.Conv2d(channels, 32, 3, stride=2, padding=1, bias=False)
if settings["padding"] == "tensorflow":
    pad_as_tensorflow(whole)
head = torch.nn.Linear(FEATURES, outputs)
named = torch.nn.ModuleDict({"features": network, "head": head})
missing, unexpected = named.load_state_dict(initial, strict=False)
left_out = [name for name in missing if not name.endswith("num_batches_tracked")]
if left_out or unexpected:
    sys.exit(f"Weights and network differ: {left_out} {unexpected}")

parameters = dict(named.named_parameters())
groups = [
    {
        "params": [parameters[one["name"]]],
        "weight_decay": one["weightDecay"],
        "factor": one["rateFactor"],
    }
    for one in settings["parameters"]
]
optimizer = torch.optim.AdamW(groups, lr=1.0, **MOMENTS)
values = {name: value for name, value in named.state_dict().items() if "num_batches" not in name}
average = {name: value.clone() for name, value in values.items()}
named.train()


def step(rate, grey, targets, dropout):
    for group in optimizer.param_groups:
        group["lr"] = rate * group["factor"]
    # MobileNets of TensorFlow expect -1 to 1.
    x = (grey * 2 - 1).expand(-1, channels, -1, -1)
    logits = head(network(x).mean((2, 3)) * dropout)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters.values(), settings["gradientNorm"])
    optimizer.step()
    return loss.item()


def follow_average(updates):
    decay = min(settings["movingAverage"], (1 + updates) / (10 + updates))
    with torch.no_grad():
        for name, value in values.items():
            average[name].lerp_(value, 1 - decay)


def read_floats(*shape):
    bytes_wanted = 4 * int(numpy.prod(shape))
    content = sys.stdin.buffer.read(bytes_wanted)
    if len(content) < bytes_wanted:
        return None
    return torch.from_numpy(numpy.frombuffer(content, numpy.float32).copy()).reshape(shape)


print(json.dumps({}), flush=True)
updates = 0
while (rate := read_floats(1)) is not None:
    given = read_floats(batch, 1, size, size), read_floats(batch, outputs), read_floats(batch, FEATURES)
    start = time.perf_counter()
    loss = step(rate.item(), *given)
    follow_average(updates)
    updates += 1
    print(json.dumps({"loss": loss, "seconds": time.perf_counter() - start}), flush=True)
write_safetensors(average, settings["fitted"])
print(json.dumps({"peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
