"""Augmentation pieces by PyTorch and SciPy, in float64: affine sampling and symmetric filters.

Reads {"image", "rows", "columns", "to", "maps", "kernels"} as JSON, writes the results.
"""
import json
import sys

import numpy
import torch
from scipy.ndimage import correlate1d

request = json.load(sys.stdin)
image = numpy.array(request["image"]).reshape(request["rows"], request["columns"])


def warp(m):
    # affine_grid's coordinates run from -1 to 1, ours from -0.5 to 0.5
    theta = torch.tensor([[[m["xx"], m["xy"], 2 * m["x0"]], [m["yx"], m["yy"], 2 * m["y0"]]]], dtype=torch.float64)
    rows, columns = request["to"]
    grid = torch.nn.functional.affine_grid(theta, (1, 1, rows, columns), align_corners=False)
    return torch.nn.functional.grid_sample(
        torch.from_numpy(image)[None, None], grid, mode="bilinear", padding_mode="border", align_corners=False
    )


def filtered(kernel):
    whole = kernel[:0:-1] + kernel
    return correlate1d(correlate1d(image, whole, axis=0, mode="nearest"), whole, axis=1, mode="nearest")


json.dump(
    {
        "warped": [warp(m).flatten().tolist() for m in request["maps"]],
        "filtered": [filtered(kernel).flatten().tolist() for kernel in request["kernels"]],
    },
    sys.stdout,
)
