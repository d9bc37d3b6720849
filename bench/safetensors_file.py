"""Writes tensors as a safetensors file: Debian has no package of that library."""
import json
import struct


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
