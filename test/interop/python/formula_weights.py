"""Weights made by a formula, so that a fixture needs to hold outputs only.

test/networks/formula-weights.ts computes the same numbers: a hash of the element's index and the
tensor's name (the finalizer of MurmurHash3 over a multiplicative sequence) as uniform number in (0, 1),
scaled by the kind of tensor. Batch norms get statistics far from 0 and 1, and a classifier large enough
that logits have a standard deviation above 1: with a framework's defaults an error in their order or in
epsilon would not show. Filters are not larger: with PyTorch's usual gain of 2 the network doubles a
rounding error in every block, and float32 is no nearer to float64 than 3e-4 whoever computes it.
"""
import numpy as np


def uniform(name, count):
    seed = 0
    for byte in name.encode():
        seed = (seed * 31 + byte) & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(seed)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return (h.astype(np.float64) + 0.5) / 2**32


def values(name, shape):
    """float32 values of the tensor `name`, one of a torchvision network's, by its kind."""
    count = int(np.prod(shape))
    u = uniform(name, count)
    kind = name.split(".")[-1]
    if name == "input":
        # Images that differ in contrast and brightness, so that their logits do.
        image = np.arange(count) // (count // shape[0])
        scaled = (2 * u - 1) * (0.3 + 0.3 * image) + 0.3 * (image - 1)
    elif kind in ("cls_token", "pos_embed"):
        scaled = 2 * u - 1
    elif kind == "running_mean":
        scaled = 0.6 * (u - 0.5)
    elif kind == "running_var":
        scaled = 0.4 + 0.8 * u
    elif kind == "weight" and len(shape) == 1:
        scaled = 0.8 + 0.6 * u
    elif kind == "bias":
        scaled = 0.5 * (u - 0.5)
    else:
        fan_in = count // shape[0]
        scaled = (2 * u - 1) * np.sqrt(3 / fan_in)
        if len(shape) == 2:
            # A class whose weights are all negative: its Grad-CAM is zero everywhere.
            row = count // shape[0]
            scaled[3 * row : 4 * row] = -0.1 * np.abs(scaled[3 * row : 4 * row])
    return scaled.astype(np.float32).reshape(shape)


def fill(network):
    """Gives every tensor of a torch network its values by formula."""
    import torch

    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                tensor.copy_(torch.from_numpy(values(name, tuple(tensor.shape))))
    return network
