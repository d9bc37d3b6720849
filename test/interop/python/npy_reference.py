"""What NumPy finds in a .npy file: its shape, type and values. usage: npy_reference.py, {"file": ...} on stdin."""
import json
import sys

import numpy

array = numpy.load(json.load(sys.stdin)["file"], allow_pickle=False)
json.dump(
    {
        "shape": array.shape,
        "type": array.dtype.str,
        "contiguous": bool(array.flags.c_contiguous),
        "values": array.astype(float).tolist(),
    },
    sys.stdout,
)
