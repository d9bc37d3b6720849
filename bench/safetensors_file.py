"""Tensors in safetensors files: Debian has no package of that library."""
import json
import struct

import torch


def write_safetensors(tensors, path):
    tensors = {name: tensor for name, tensor in tensors.items() if "num_batches" not in name}
    header, offset = {}, 0
    for name, tensor in tensors.items():
        end = offset + tensor.numel() * 4
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().tobytes())


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header, content = json.loads(file.read(length)), bytearray(file.read())
    header.pop("__metadata__", None)
    return {
        name: torch.frombuffer(
            content, dtype=torch.float32, count=(end - start) // 4, offset=start
        ).reshape(tensor["shape"])
        for name, tensor in header.items()
        for start, end in [tensor["data_offsets"]]
    }
