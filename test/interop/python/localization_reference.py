"""Localization figures by NumPy and SciPy, for test/interop/localization.test.ts.

Reads {"cases": [{rows, columns, heatmap, boxes}], "grid": n, "shares": [...]} from standard input and writes the
figures of each case. Written from the definitions, not from Thorascope's code.
"""

import json
import sys

import numpy
from scipy import ndimage


def enlarge(cells, grid):
    """Bilinear between the middles of cells, constant beyond the outermost: map_coordinates' "nearest"."""
    rows, columns = cells.shape
    down = (numpy.arange(grid) + 0.5) / grid * rows - 0.5
    across = (numpy.arange(grid) + 0.5) / grid * columns - 0.5
    places = numpy.meshgrid(
        numpy.clip(down, 0, rows - 1), numpy.clip(across, 0, columns - 1), indexing="ij"
    )
    return ndimage.map_coordinates(cells, places, order=1, mode="nearest")


def otsu(levels):
    """Minimises the variance within both sides, which is the other way to say it."""
    best, threshold = numpy.inf, None
    values = levels.ravel().astype(float)
    for level in range(255):
        low, high = values[values <= level], values[values > level]
        if low.size == 0 or high.size == 0:
            continue
        within = low.size * low.var() + high.size * high.var()
        if within < best * (1 - 1e-12):
            best, threshold = within, level
    return threshold


def overlap(region, truth):
    both = numpy.logical_and(region, truth).sum()
    union = numpy.logical_or(region, truth).sum()
    area = region.sum()
    return {
        "iou": float(both / union) if union else 0.0,
        "iobb": float(both / area) if area else 0.0,
        "area": float(region.mean()),
    }


def figures(case, grid, shares):
    cells = numpy.array(case["heatmap"], dtype=float).reshape(case["rows"], case["columns"])
    middles = (numpy.arange(grid) + 0.5) / grid
    truth = numpy.zeros((grid, grid), dtype=bool)
    for box in case["boxes"]:
        truth |= numpy.outer(
            (middles >= box["top"]) & (middles < box["bottom"]),
            (middles >= box["left"]) & (middles < box["right"]),
        )
    enlarged = enlarge(cells, grid)
    levels = numpy.floor(255 * enlarged / cells.max() + 0.5).astype(int)
    threshold = otsu(levels)
    region = levels > threshold
    labelled, _ = ndimage.label(region, structure=numpy.ones((3, 3)))
    boxes = []
    for found in ndimage.find_objects(labelled):
        box = numpy.zeros_like(truth)
        box[found] = True
        boxes.append(overlap(box, truth))
    return {
        "threshold": threshold,
        "energy": float(enlarged[truth].sum() / enlarged.sum()),
        "marked": float(truth.mean()),
        "otsu": overlap(region, truth),
        "boxes": boxes,
        "iouAt": [overlap(levels >= 255 * share, truth)["iou"] for share in shares],
    }


request = json.load(sys.stdin)
json.dump([figures(case, request["grid"], request["shares"]) for case in request["cases"]], sys.stdout)
